/// How to reach RabbitMQ as one user. Printing it never shows the password.
public struct RabbitConfiguration: Sendable, CustomStringConvertible {
    /// Encrypts the connection (TLS 1.2 or later) and proves the broker's identity.
    public struct TLS: Sendable {
        /// A PEM file with the authorities to trust. The certificate must name `host`: by name, because the C library
        /// matches no IP address.
        public var caFile: String

        public init(caFile: String) { self.caFile = caFile }
    }

    public var host: String
    public var port: Int
    public var virtualHost: String
    public var user: String
    /// Called at every connect, so that a changed secret is picked up.
    public var password: @Sendable () -> String
    public var tls: TLS?
    /// Whole seconds; a peer silent for twice as long is given up. The broker may lower it.
    public var heartbeat: Duration
    public var connectTimeout: Duration
    /// How long the broker may take to answer a request such as opening a channel. A queue without a leader never does.
    public var replyTimeout: Duration
    /// Shown in the broker's management pages.
    public var connectionName: String

    public init(
        host: String, port: Int = 5672, virtualHost: String = "quen", user: String,
        password: @escaping @Sendable () -> String, tls: TLS? = nil, heartbeat: Duration = .seconds(20),
        connectTimeout: Duration = .seconds(5), replyTimeout: Duration = .seconds(10), connectionName: String
    ) {
        self.host = host
        self.port = port
        self.virtualHost = virtualHost
        self.user = user
        self.password = password
        self.tls = tls
        self.heartbeat = heartbeat
        self.connectTimeout = connectTimeout
        self.replyTimeout = replyTimeout
        self.connectionName = connectionName
    }

    public var description: String {
        "\(tls == nil ? "amqp" : "amqps")://\(user)@\(host):\(port)/\(virtualHost)"
    }
}
