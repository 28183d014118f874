/// An iCalendar object (RFC 5545 §3.4). Beside Foundation's type of that name it is `ICalendar.Calendar`.
public struct Calendar: Hashable, Sendable {
    /// `PRODID`: which program wrote it, such as `-//Quen//Scheduling//VI`.
    public var productID: String
    /// `METHOD`, for files sent by mail (RFC 5546); nil for a feed.
    public var method: Method?
    /// `NAME` (RFC 7986 §5.1) and `X-WR-CALNAME`, which most readers know instead.
    public var name: String?
    /// How often a subscriber should fetch the feed (`REFRESH-INTERVAL`, RFC 7986 §5.7, and `X-PUBLISHED-TTL`).
    public var refreshInterval: CalendarDuration?
    public var entries: [Entry]

    public init(
        productID: String, method: Method? = nil, name: String? = nil, refreshInterval: CalendarDuration? = nil,
        entries: [Entry] = []
    ) {
        self.productID = productID
        self.method = method
        self.name = name
        self.refreshInterval = refreshInterval
        self.entries = entries
    }

    /// What the receiver should do with it (RFC 5546 §1.4).
    public enum Method: String, Hashable, Sendable, CaseIterable {
        case publish = "PUBLISH"
        case request = "REQUEST"
        case reply = "REPLY"
        case add = "ADD"
        case cancel = "CANCEL"
        case refresh = "REFRESH"
        case counter = "COUNTER"
        case declineCounter = "DECLINECOUNTER"
    }
}
