/// What a file may cost at most: it comes from outside.
public struct ReadLimits: Hashable, Sendable {
    /// Of the whole file.
    public var bytes: Int
    /// Events and tasks together.
    public var entries: Int
    /// Bytes of one line, unfolded.
    public var lineLength: Int

    public init(bytes: Int = 10_000_000, entries: Int = 10_000, lineLength: Int = 100_000) {
        self.bytes = bytes
        self.entries = entries
        self.lineLength = lineLength
    }

    /// A `VALARM` in a `VEVENT` in a `VCALENDAR` is at three; nothing in use is deeper.
    static let depth = 8

    /// `STANDARD` and `DAYLIGHT` of all zones together that are not known otherwise; one with a whole history has some
    /// 150.
    static let observances = 300
}
