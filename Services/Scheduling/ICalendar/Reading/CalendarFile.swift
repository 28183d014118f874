/// What was read from a file.
public struct CalendarFile: Hashable, Sendable {
    public let calendar: Calendar
    /// The components left out, in the order of the file.
    public let problems: [ReadProblem]
}
