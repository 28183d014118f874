/// What services say to each other about copies of records, on `quen.bootstrap`: keeping them whole is nobody's business
/// but theirs, so these messages are no events and nobody else listens to them.
public protocol CopiesPayload: Codable, Sendable {
    static var type: MessageType { get }
}

extension CopiesPayload {
    static func kind(_ entity: String, _ event: String) -> MessageType {
        MessageType(owner: "copies", entity, event)
    }
}

extension MessageType {
    /// How every type of these messages begins on the wire.
    public static let copiesPrefix = "vn.quen.copies."
}

extension Catalogue {
    /// All of them, a snapshot with its states as they are.
    public static let copies: [any CopiesPayload.Type] = [
        ComparisonRequested.self, ComparisonAnswered.self, ResendRequested.self, SnapshotRequested.self,
        SnapshotPage<JSONValue>.self, AuditRequested.self,
    ]

    /// The routing key on `quen.bootstrap` of what `from` says to `target`.
    public static func copiesKey(to target: ServiceName, from: ServiceName) -> String {
        "\(target.rawValue).\(from.rawValue)"
    }

    /// The queue in which a service hears of copies: beside that of events, so that neither waits for the other.
    public static func copiesQueue(_ service: ServiceName) -> String { "\(service.rawValue).copies" }

    /// Who listens to records of that kind.
    public static func subscribers(of entity: String) -> [SubscriptionEntry] {
        subscriptions.filter { $0.entity.entity == entity }
    }
}
