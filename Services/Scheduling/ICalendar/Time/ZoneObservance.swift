/// A `STANDARD` or `DAYLIGHT` part of a zone's definition (RFC 5545 §3.6.5).
public struct ZoneObservance: Hashable, Sendable {
    public let isDaylight: Bool
    /// The first time it begins, by the clock before the change.
    public let start: LocalDateTime
    /// Seconds east of UTC before the change.
    public let offsetFrom: Int
    /// Seconds east of UTC from the change on.
    public let offsetTo: Int
    public let name: String?
    /// When it begins again.
    public let rule: RecurrenceRule?
    /// Further beginnings (`RDATE`).
    public let dates: [LocalDateTime]

    public init(
        isDaylight: Bool, start: LocalDateTime, offsetFrom: Int, offsetTo: Int, name: String? = nil,
        rule: RecurrenceRule? = nil, dates: [LocalDateTime] = []
    ) {
        self.isDaylight = isDaylight
        self.start = start
        self.offsetFrom = offsetFrom
        self.offsetTo = offsetTo
        self.name = name
        self.rule = rule
        self.dates = dates
    }
}
