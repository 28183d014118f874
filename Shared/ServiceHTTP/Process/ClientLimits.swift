/// The bounds that one client, and all together, are kept within: each connection costs memory and a descriptor, and whoever
/// is slow on purpose would keep them for ever (ACC-7).
public struct ClientLimits: Sendable, Hashable {
    /// Open at one time; more are closed as they come.
    public var connections = 4000
    /// Of one address, or one IPv6 network of 64 bits.
    public var connectionsPerAddress = 200
    /// Addresses that only `connections` holds for: proxies, behind which everybody is.
    public var proxies: Set<String> = []
    /// From the connection to the end of the first request's head.
    public var head = Duration.seconds(15)
    /// Between the end of an answer and the next request's head.
    public var idle = Duration.seconds(75)
    /// How long a body may bring less than `leastBytes`, or an answer not be read on.
    public var stall = Duration.seconds(20)
    public var leastBytes = 4096
    /// Of all header fields of a request together, and how many there may be.
    public var headBytes = 32_768
    public var headFields = 100

    public init() {}
}
