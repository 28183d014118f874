import Messages

/// A family of messages on one exchange: what the pages show of it, all from the catalogue.
struct MessageChannel: Sendable {
    struct Entry: Sendable {
        /// As its files are named, such as `customers.customer.created`.
        var name: String
        var wireName: String
        /// The path of its schema below `Schemas`, and of its sample below `Samples`.
        var path: String
    }

    struct Receiver: Sendable {
        var name: String
        /// Nothing for what is neither: a program outside, or a request that is answered.
        var mode: SubscriptionEntry.Mode?
    }

    var title: Bilingual
    var exchange: String
    var key: String
    var senders: [String]
    var receivers: [Receiver]
    var messages: [Entry]

    static let all: [MessageChannel] =
        Catalogue.entities.map { events(of: $0) } + Catalogue.inbound.map { inbound($0) } + [
            replies, notifications, copies, audits,
        ]

    private static func events(of entity: any EntityState.Type) -> MessageChannel {
        let name = "\(entity.owner.rawValue).\(entity.entity)"
        return MessageChannel(
            title: Bilingual(en: name, vi: name), exchange: "quen.events", key: name + ".{event}.v\(entity.major)",
            senders: [entity.owner.rawValue],
            receivers: Catalogue.subscribers(of: entity.entity).filter { $0.entity.owner == entity.owner }
                .map { Receiver(name: $0.service.rawValue, mode: $0.mode) },
            messages: entity.events.map { entry(entity.type($0)) })
    }

    private static func inbound(_ payload: any InboundPayload.Type) -> MessageChannel {
        let type = payload.type
        return MessageChannel(
            title: Bilingual(en: "From other systems: \(type.name)", vi: "Từ hệ thống khác: \(type.name)"),
            exchange: "quen.inbound", key: "ext.{system}.\(type.entity).\(type.event).v\(type.major)",
            senders: ["ext.{system}"], receivers: [Receiver(name: payload.handler.rawValue)], messages: [entry(type)])
    }

    private static var replies: MessageChannel {
        let handlers = Set(Catalogue.inbound.map { $0.handler }).union([ServiceName.gateway])
        return MessageChannel(
            title: Bilingual(en: "Answers to other systems", vi: "Trả lời hệ thống khác"), exchange: "quen.replies",
            key: "ext.{system}", senders: ServiceName.allCases.filter { handlers.contains($0) }.map(\.rawValue),
            receivers: [Receiver(name: "ext.{system}")],
            messages: [
                Entry(name: "inbound.accepted", wireName: InboundAccepted.wireName, path: "inbound.accepted/1.0.json"),
                Entry(name: "inbound.rejected", wireName: InboundRejected.wireName, path: "inbound.rejected/1.0.json"),
            ])
    }

    private static var notifications: MessageChannel {
        MessageChannel(
            title: Bilingual(en: "Alerts for programs", vi: "Cảnh báo cho chương trình"),
            exchange: "quen.notifications",
            key: "notify.{kind}.v1", senders: [ServiceName.notifications.rawValue],
            receivers: [Receiver(name: "sub.{consumer}")], messages: [entry(AlertState.type("raised"))])
    }

    private static var copies: MessageChannel {
        MessageChannel(
            title: Bilingual(en: "Between services: keeping copies whole", vi: "Giữa các dịch vụ: giữ bản sao đầy đủ"),
            exchange: "quen.bootstrap", key: "{target}.{from}", senders: ServiceName.allCases.map(\.rawValue),
            receivers: ServiceName.allCases.map { Receiver(name: $0.rawValue) },
            messages: Catalogue.copies.map { entry($0.type) })
    }

    private static var audits: MessageChannel {
        MessageChannel(
            title: Bilingual(en: "Between services: their audits", vi: "Giữa các dịch vụ: nhật ký kiểm tra"),
            exchange: "quen.events", key: "{service}.audit.recorded.v1", senders: Catalogue.auditTypes.map(\.owner),
            receivers: [Receiver(name: Catalogue.auditGatherer.rawValue)], messages: Catalogue.auditTypes.map(entry))
    }

    private static func entry(_ type: MessageType) -> Entry {
        Entry(name: type.name, wireName: type.wireName, path: "\(type.name)/\(type.major).\(type.minor).json")
    }
}
