/// Explains a plan: for every activity that was moved or found no time, what stood in its way and what would make it
/// possible (SCH-5). The rules' plan it makes for itself, so that planning alone costs nothing more.
///
/// Under the rules, what stood in the way is seen as it was when the activity's turn came. An optimised plan has no such
/// order: there, everything counts that is at the planned time now. What would be possible is seen in the whole plan: it
/// leaves everything else where it is. Only who is to be left out depends on the rules alone.
package struct Explainer {
    let problem: Problem
    let preparation: Preparation
    let placements: [Placement]
    /// Of the whole plan.
    var bookings: Bookings
    var search: ShiftSearch
    /// Whether the activities had their turns one after the other.
    let isInOrder: Bool
    /// By the numbers of `Preparation`, sorted by their start.
    let commitments: [[Commitment]]
    let unavailable: [[Span]]
    let customers: [Identifier]
    /// Per taken activity with sessions that was moved: whom to leave out; empty for nobody.
    private var leftOut: [Int: [Int]] = [:]

    /// How far beyond the window free times are looked for, in days.
    package static let reachDays = 60

    /// Explains the plan that the rules make.
    package init(_ problem: Problem) throws(ProblemError) {
        let preparation = try Self.prepare(problem)
        var placing = RulePlacing(preparation)
        var search = ShiftSearch(preparation)
        var placements: [Placement] = []
        placements.reserveCapacity(preparation.taken.count)
        var leftOut: [Int: [Int]] = [:]
        for (index, activity) in preparation.taken.enumerated() {
            let placement = placing.choose(index)
            if case .scheduled(let start, _) = placement, start != activity.start {
                leftOut[index] = Self.employeesToLeaveOut(activity, placing.bookings, preparation, &search)
            }
            placing.book(index, placement)
            placements.append(placement)
        }
        self.init(problem, preparation, placements, placing.bookings, isInOrder: true)
        self.leftOut = leftOut
    }

    /// Explains the best plan that was found for the problem.
    package init(_ problem: Problem, _ optimiser: inout Optimiser) throws(ProblemError) {
        let preparation = try Self.prepare(problem)
        let placements = optimiser.placements()
        var bookings = preparation.commitments
        for (index, placement) in placements.enumerated() {
            guard case .scheduled(let start, let attending) = placement else { continue }
            bookings.book(preparation.taken[index], at: start, attending: attending, owner: index)
        }
        self.init(problem, preparation, placements, bookings, isInOrder: false)
    }

    private init(
        _ problem: Problem, _ preparation: Preparation, _ placements: [Placement], _ bookings: Bookings, isInOrder: Bool
    ) {
        self.problem = problem
        self.preparation = preparation
        self.isInOrder = isInOrder
        search = ShiftSearch(preparation)
        (self.placements, self.bookings) = (placements, bookings)
        commitments = problem.employees.sorted { $0.id < $1.id }.map { employee in
            employee.commitments.sorted {
                ($0.span.start, $0.span.end, $0.travelMinutes) < ($1.span.start, $1.span.end, $1.travelMinutes)
            }
        }
        unavailable = problem.customers.map { $0.unavailable.sorted { ($0.start, $0.end) < ($1.start, $1.end) } }
        customers = preparation.customers
    }

    private static func prepare(_ problem: Problem) throws(ProblemError) -> Preparation {
        try Preparation(problem, marginDays: reachDays + 3)
    }

    /// The plan that is explained.
    package var plan: Plan { Plan(preparation, placements) }

    /// In the order of treatment.
    package mutating func explanations() -> [Explanation] {
        var explanations: [Explanation] = []
        for index in preparation.taken.indices {
            if let explanation = explanation(index) { explanations.append(explanation) }
        }
        return explanations
    }

    private mutating func explanation(_ index: Int) -> Explanation? {
        let activity = preparation.taken[index]
        switch placements[index] {
        case .scheduled(let start, let attending):
            guard start != activity.start else { return nil }
            var explanation = Explanation(
                activity: activity.id, outcome: .moved(minutes: start - activity.start), planned: activity.planned)
            describe(&explanation, index)
            bookings.cancel(activity, at: start, attending: attending, owner: index)
            explanation.limits = limits(whyMoved: activity)
            explanation.suggestions = suggestions(index, nearerThan: abs(start - activity.start))
            bookings.book(activity, at: start, attending: attending, owner: index)
            return explanation
        case .unscheduled(let reason):
            var explanation = Explanation(
                activity: activity.id, outcome: .unscheduled(reason), planned: activity.planned)
            describe(&explanation, index)
            explanation.limits = limits(whyUnscheduled: activity)
            explanation.suggestions = suggestions(index, nearerThan: nil)
            return explanation
        }
    }

    private func describe(_ explanation: inout Explanation, _ index: Int) {
        let found = obstructions(index)
        explanation.inTheWay = Array(found.prefix(Explanation.most))
        explanation.inTheWayOmitted = found.count - explanation.inTheWay.count
    }

    private mutating func suggestions(_ index: Int, nearerThan distance: Int?) -> [Suggestion] {
        let activity = preparation.taken[index]
        var suggestions = freeTimes(activity, nearerThan: distance)
        if let employees = leftOut[index], !employees.isEmpty {
            suggestions.append(.leaveOut(employees.map { preparation.employees[$0] }))
        }
        if distance == nil, let deadline = lateEnough(activity) { suggestions.append(.laterDeadline(deadline)) }
        if let givingWay = givingWay(index, onlyPlanned: distance != nil) { suggestions.append(.giveWay(givingWay)) }
        return suggestions
    }
}

extension TakenActivity {
    var planned: Span { Span(start: start, end: start + length) }
}
