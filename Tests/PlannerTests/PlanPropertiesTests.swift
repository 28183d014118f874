import Planner
import Testing

/// What holds for every plan, on problems too large to try every minute.
@Suite struct PlanPropertiesTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func aPlanIsValid(seed: UInt64) throws {
        let problem = RandomProblem.make(seed: seed * 1000, mostActivities: 300)
        let plan = try Plan(byTheRules: problem)
        let faults = Validity(problem: problem, plan: plan).faults()
        #expect(faults.isEmpty, "\(faults)")
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theOrderOfTheInputDoesNotMatter(seed: UInt64) throws {
        let problem = RandomProblem.make(seed: seed, mostActivities: 60)
        let plan = PlanWriter.write(try Plan(byTheRules: problem))
        var shuffled = problem
        shuffled.employees.reverse()
        shuffled.customers.reverse()
        shuffled.activities.reverse()
        shuffled.workingExceptions.reverse()
        for index in shuffled.employees.indices { shuffled.employees[index].commitments.reverse() }
        for index in shuffled.customers.indices {
            shuffled.customers[index].unavailable.reverse()
            shuffled.customers[index].weeklyUnavailable.reverse()
        }
        for index in shuffled.activities.indices {
            shuffled.activities[index].sessions.reverse()
            shuffled.activities[index].employees.reverse()
        }
        #expect(PlanWriter.write(try Plan(byTheRules: shuffled)) == plan)
    }

    @Test func aWindowOfAllYearsIsPlanned() throws {
        // From the year 0 to the end of 9999: 5,258,963,520 minutes.
        var problem = Problem(window: Span(start: -1_036_152_000, end: 4_223_371_680))
        problem.timeZone = "Europe/Paris"
        problem.workingHours = Array(repeating: [DaySpan(start: 480, end: 1020)], count: 7)
        problem.employees = [Employee(id: Identifier("E1"))]
        problem.customers = [
            Customer(
                id: Identifier("C1"), weeklyUnavailable: [WeeklySpan(weekday: .mon, span: DaySpan(start: 0, end: 60))])
        ]
        var activity = Activity(id: Identifier("A1"))
        activity.sessions = [Span(start: 29_547_900, end: 29_547_960)]
        activity.employees = [Identifier("E1")]
        activity.customer = Identifier("C1")
        activity.travelMinutes = 1_000_000_000_000
        problem.activities = [activity]
        #expect(try Plan(byTheRules: problem).scheduled.map(\.shiftMinutes) == [0])
        problem.employees[0].commitments = [Commitment(span: problem.window)]
        #expect(try Plan(byTheRules: problem).unscheduled.map(\.reason) == [.noEmployeeFree])
    }
}
