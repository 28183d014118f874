/// What would make it possible, each by itself and with everything else as the plan has it.
package enum Suggestion: Equatable, Sendable {
    /// The nearest time before the planned one, whatever deadline, window and greatest shift say.
    case freeBefore(FreeTime)
    /// The nearest time after it.
    case freeAfter(FreeTime)
    /// The smallest set of employees without whom the rules leave the activity at its planned time.
    case leaveOut([Identifier])
    /// The earliest deadline that is late enough.
    case laterDeadline(Int)
    /// The scheduled activities that must leave for this one to have a time: as few as can be of the highest priority,
    /// then of the next, and so on; then the nearest time.
    case giveWay(GivingWay)

    package var code: String {
        switch self {
        case .freeBefore: "freeBefore"
        case .freeAfter: "freeAfter"
        case .leaveOut: "leaveOut"
        case .laterDeadline: "laterDeadline"
        case .giveWay: "giveWay"
        }
    }
}

/// A time that the customer and at least one employee have free.
package struct FreeTime: Equatable, Sendable {
    /// From the start of the first session to the end of the last.
    package var span: Span
    package var shiftMinutes: Int
    /// Who could attend; at most `Explanation.most`.
    package var employees: [Identifier]
    /// What it is beyond: `deadline`, `period`, `maxShift`.
    package var beyond: [Limit]
}

package struct GivingWay: Equatable, Sendable {
    package var span: Span
    package var shiftMinutes: Int
    package var employee: Identifier
    package var activities: [Entry]

    package struct Entry: Equatable, Sendable {
        package var activity: Identifier
        package var priority: Priority
        /// Whether its priority is lower than that of the activity it should make room for.
        package var isLower: Bool
    }
}
