import Foundation
import Planner
import Testing

/// What explanations name, how much of it, and how it is written.
@Suite struct ExplanationFormTests {
    /// Without the scheduler's own means: every entry of an earlier activity, a commitment or an unavailable time is
    /// compared with the planned sessions.
    @Test(arguments: 0..<ExplainedCase.parts, [false, true])
    func whatStandsInTheWayIsAllThatOverlaps(part: Int, optimised: Bool) throws {
        try ExplainedCase.forEach(part, optimised: optimised, mostActivities: 20) { test in
            let found = test.explanation.inTheWay.filter { $0.code != .customerWeekly }
            guard test.explanation.inTheWayOmitted == 0 else { return }
            #expect(Set(found) == expected(test, inOrder: !optimised), "\(test.name)")
            #expect(found.map(\.span.start) == found.map(\.span.start).sorted())
        }
    }

    private func expected(_ test: ExplainedCase, inOrder: Bool) -> Set<Obstruction> {
        var found = Set<Obstruction>()
        let travel = test.activity.travelMinutes
        func overlaps(_ span: Span, _ lead: Int, _ own: Int) -> Bool {
            test.activity.sessions.contains { $0.start - own < span.end && span.start - lead < $0.end }
        }
        for employee in test.problem.employees where test.employees.contains(employee.id) {
            for entry in employee.commitments where overlaps(entry.span, entry.travelMinutes, travel) {
                found.insert(
                    Obstruction(
                        code: .employeeCommitment, who: employee.id, span: entry.span,
                        travelMinutes: entry.travelMinutes))
            }
        }
        for customer in test.problem.customers where customer.id == test.activity.customer {
            for span in customer.unavailable where overlaps(span, 0, 0) {
                found.insert(Obstruction(code: .customerUnavailable, who: customer.id, span: span))
            }
        }
        for entry in test.plan.scheduled {
            guard let other = test.problem.activities.first(where: { $0.id == entry.activity }),
                inOrder ? precedes(other, test.activity) : other.id != test.activity.id
            else { continue }
            for session in entry.sessions {
                for who in entry.employees where test.employees.contains(who) {
                    guard overlaps(session, other.travelMinutes, travel) else { continue }
                    found.insert(
                        Obstruction(
                            code: .employeeActivity, who: who, activity: other.id, priority: other.priority,
                            span: session, travelMinutes: other.travelMinutes))
                }
                guard let who = test.activity.customer, who == other.customer, overlaps(session, 0, 0) else { continue }
                found.insert(
                    Obstruction(
                        code: .customerActivity, who: who, activity: other.id, priority: other.priority, span: session))
            }
        }
        return found
    }

    /// FORMAT 4.1, of two activities with sessions.
    private func precedes(_ one: Activity, _ other: Activity) -> Bool {
        func rank(_ activity: Activity) -> [Int] {
            [activity.priority.rawValue, activity.deadline ?? .max, activity.sessions.map(\.start).min() ?? 0]
        }
        return rank(one) == rank(other) ? one.id < other.id : rank(one).lexicographicallyPrecedes(rank(other))
    }

    @Test func everySuggestionIsMadeAgainAndAgain() throws {
        var counts: [String: Int] = [:]
        for part in 0..<ExplainedCase.parts {
            try ExplainedCase.forEach(part) { test in
                for suggestion in test.explanation.suggestions { counts[suggestion.code, default: 0] += 1 }
                for limit in test.explanation.limits { counts[limit.code, default: 0] += 1 }
            }
        }
        print("explanations: \(counts.sorted { $0.key < $1.key })")
        for code in ["freeBefore", "freeAfter", "leaveOut", "laterDeadline", "giveWay"] {
            #expect(counts[code, default: 0] > 20, "\(code)")
        }
        for code in ["deadline", "period", "maxShift", "workingHours", "holidays", "fixedDate", "wholeDays"] {
            #expect(counts[code, default: 0] > 10, "\(code)")
        }
    }

    @Test func theOrderOfTheInputDoesNotMatter() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let problem = RandomProblem.make(seed: seed, mostActivities: 40)
            var reversed = problem
            reversed.employees.reverse()
            reversed.customers.reverse()
            reversed.activities.reverse()
            for index in reversed.employees.indices { reversed.employees[index].commitments.reverse() }
            #expect(try written(problem) == written(reversed))
            _ = try JSONSerialization.jsonObject(with: Data(try written(problem).utf8))
        }
    }

    private func written(_ problem: Problem) throws -> String {
        var explainer = try Explainer(problem)
        return String(decoding: ExplanationWriter.write(explainer.explanations(), of: explainer.plan), as: UTF8.self)
    }

    /// 2 March 2026, a Monday, 08:00 in Vietnam.
    private static let eight = 29_540_220

    @Test func noMoreThanEightEntriesAreTold() throws {
        var problem = Problem(window: Span(start: Self.eight - 60, end: Self.eight + 600))
        let commitments = (0..<12).map { Commitment(span: Span(start: Self.eight + $0, end: Self.eight + 60 + $0)) }
        problem.employees = [Employee(id: Identifier("E1"), commitments: commitments)]
        var activity = Activity(id: Identifier("A1"))
        activity.sessions = [Span(start: Self.eight, end: Self.eight + 60)]
        activity.employees = [Identifier("E1")]
        problem.activities = [activity]
        var explainer = try Explainer(problem)
        let explanation = try #require(explainer.explanations().first)
        #expect(explanation.inTheWay.count == Explanation.most && explanation.inTheWayOmitted == 4)
    }

    /// The problem of FORMAT 8.5.
    @Test func anExplanationSaysWhatItKnows() throws {
        var problem = Problem(window: Span(start: Self.eight - 480, end: Self.eight + 6000))
        let busy = Commitment(span: Span(start: Self.eight + 60, end: Self.eight + 120), travelMinutes: 30)
        problem.employees = [Employee(id: Identifier("E1"), commitments: [busy])]
        let weekly = WeeklySpan(weekday: .mon, span: DaySpan(start: 480, end: 600))
        problem.customers = [Customer(id: Identifier("C1"), weeklyUnavailable: [weekly])]
        var activity = Activity(id: Identifier("A1"))
        activity.sessions = [Span(start: Self.eight + 90, end: Self.eight + 150)]
        activity.travelMinutes = 15
        activity.customer = Identifier("C1")
        activity.employees = [Identifier("E1"), Identifier("E7")]
        problem.activities = [activity]
        let text = try written(problem)
        #expect(
            text.contains(
                """
                "inTheWay":[{"code":"customerWeekly","who":"C1","activity":null,"priority":null,\
                "start":"2026-03-02T08:00:00+07:00","end":"2026-03-02T10:00:00+07:00","travelMinutes":0},\
                {"code":"employeeCommitment","who":"E1","activity":null,"priority":null,\
                "start":"2026-03-02T09:00:00+07:00","end":"2026-03-02T10:00:00+07:00","travelMinutes":30}]
                """), "\(text)")
        #expect(
            text.contains(
                """
                "en":"A1 is moved from 2026-03-02 09:30 to 2026-03-02 10:15, 45 minutes later. Customer C1 is unavailable \
                from 2026-03-02 08:00 to 2026-03-02 10:00, every week. E1 is busy from 2026-03-02 09:00 to \
                2026-03-02 10:00, after 30 minutes of travel."
                """), "\(text)")
    }
}
