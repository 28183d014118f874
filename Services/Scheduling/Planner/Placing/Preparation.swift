/// A problem made ready for placing: which activities are taken, in their order, and what stands in their way from the
/// beginning.
struct Preparation: Sendable {
    let local: LocalTime
    /// In the order of treatment (FORMAT 4).
    let taken: [TakenActivity]
    /// In byte order; `TakenActivity.employees` are indices of it.
    let employees: [Identifier]
    /// `TakenActivity.customer` is an index of it.
    let customers: [Identifier]
    let outsideWorkingHours: RecurringTimes
    /// The weekly unavailable times of each customer that has any.
    let customersWeekly: [RecurringTimes?]
    /// The commitments of employees and customers.
    let commitments: Bookings

    /// - Parameter marginDays: how far beyond the window local time is exact.
    init(_ problem: Problem, marginDays: Int = 3) throws(ProblemError) {
        let margin = marginDays * 1440
        let span = Span(start: problem.window.start - margin, end: problem.window.end + margin)
        guard let local = LocalTime(zone: problem.timeZone, around: span) else {
            throw ProblemError("is not a known time zone", at: "timeZone")
        }
        self.local = local
        outsideWorkingHours = RecurringTimes.outsideWorkingHours(of: problem)
        let staff = problem.employees.sorted { $0.id < $1.id }
        employees = staff.map(\.id)
        var taking = Taking(problem, local, outsideWorkingHours, employees)
        taken = taking.activities()
        let customers = taking.customers
        self.customers = customers.map(\.id)
        customersWeekly = customers.map { customer in
            customer.weeklyUnavailable.isEmpty ? nil : .unavailable(customer.weeklyUnavailable)
        }
        commitments = Bookings(
            employees: staff.map { employee in
                BusyTimes(
                    fixed: employee.commitments.map {
                        Span(start: $0.span.start - $0.travelMinutes, end: $0.span.end)
                    })
            },
            customers: customers.map { BusyTimes(fixed: $0.unavailable) })
    }
}
