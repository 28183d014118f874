import Foundation
import Messages

extension Catalogue {
    /// The broker as the catalogue wants it: exchanges, a queue per service and purpose, one binding per entity listened to,
    /// and users with the least they need. `outsideSystems` are the names of the systems that may publish on
    /// `quen.inbound`; `notificationConsumers` those that read alerts from a queue of their own. `bridged` are systems with a
    /// second user while a password is changed, `revoked` those of which only the queue of answers is left.
    public static func topology(
        outsideSystems: [String] = [], notificationConsumers: [String] = [], bridged: Set<String> = [],
        revoked: [String] = []
    ) -> Topology {
        var topology = Topology(
            exchanges: [
                .init("quen.events", .topic), .init("quen.inbound", .topic, alternate: "gateway.unrouted"),
                .init("gateway.unrouted", .fanout), .init("quen.replies", .topic),
                .init("quen.notifications", .topic), .init("quen.bootstrap", .topic),
            ])
        for service in ServiceName.allCases { topology.add(service) }
        topology.bindings.append(.init("gateway.unrouted", "gateway.unrouted", ""))
        topology.bindings += subscriptions.map {
            .init("quen.events", "\($0.service.rawValue).events", $0.entity.bindingKey)
        }
        topology.bindings.append(.init("quen.events", "\(auditGatherer.rawValue).events", auditBindingKey))
        topology.bindings += inbound.map {
            .init("quen.inbound", "\($0.handler.rawValue).inbound", "ext.*.\($0.type.entity).\($0.type.event).#")
        }
        for system in outsideSystems { topology.add(outsideSystem: system, isBridged: bridged.contains(system)) }
        for system in revoked where !outsideSystems.contains(system) { topology.add(repliesOf: system) }
        for consumer in notificationConsumers { topology.add(notificationConsumer: consumer) }
        topology.policies = [
            .init(
                "quen-services", pattern: "^(customers|pipeline|contracts|scheduling|notifications|gateway)\\.",
                maxLengthBytes: 4_000_000_000),
            .init(
                "quen-outside", pattern: "^(ext\\.|sub\\.)", maxLength: 100_000, maxLengthBytes: 500_000_000,
                messageTTLMilliseconds: 7 * 86_400_000),
        ]
        return topology
    }
}

extension Topology {
    fileprivate mutating func add(_ service: ServiceName) {
        let name = service.rawValue
        let second = service == .gateway ? "gateway.unrouted" : "\(name).inbound"
        let copies = Catalogue.copiesQueue(service)
        for queue in ["\(name).events", second, copies] {
            queues.append(.init(queue, isSingleActiveConsumer: true, overflow: .rejectPublish))
        }
        bindings.append(.init("quen.bootstrap", copies, "\(name).*"))
        bindings.append(.init("quen.events", "\(name).events", Catalogue.markerKey(service)))
        // Replies to inbound messages come from whichever service applied them; alerts only from Notifications.
        var exchanges = "quen\\.events|quen\\.replies|quen\\.bootstrap"
        var topics = [
            TopicPermission("quen.events", write: "^\(name)\\.", read: "^$"),
            TopicPermission("quen.bootstrap", write: "^[a-z]+\\.\(name)$", read: "^$"),
            TopicPermission("quen.replies", write: "^ext\\.", read: "^$"),
        ]
        if service == .notifications {
            exchanges += "|quen\\.notifications"
            topics.append(.init("quen.notifications", write: "^notify\\.", read: "^$"))
        }
        users.append(
            .init(
                name, write: "^(\(exchanges))$",
                read: "^(\(["\(name).events", second, copies].map(Self.literal).joined(separator: "|")))$",
                topics: topics))
    }

    /// The system is known by its routing keys, so that a second user of it is the same system.
    fileprivate mutating func add(outsideSystem system: String, isBridged: Bool) {
        let queue = add(repliesOf: system)
        for user in ["ext.\(system)"] + (isBridged ? [Self.bridge(of: system)] : []) {
            users.append(
                .init(
                    user, write: "^quen\\.inbound$", read: "^\(Self.literal(queue))$",
                    topics: [.init("quen.inbound", write: "^ext\\.\(Self.literal(system))\\.", read: "^$")]))
        }
    }

    @discardableResult
    fileprivate mutating func add(repliesOf system: String) -> String {
        let queue = "ext.\(system).replies"
        queues.append(.init(queue, isSingleActiveConsumer: false, overflow: .dropHead))
        bindings.append(.init("quen.replies", queue, "ext.\(system)"))
        return queue
    }

    /// The second broker user of an outside system. No system's own: their names hold no dot.
    public static func bridge(of system: String) -> String { "ext.\(system).bridge" }

    fileprivate mutating func add(notificationConsumer consumer: String) {
        let queue = "sub.\(consumer)"
        queues.append(.init(queue, isSingleActiveConsumer: false, overflow: .dropHead))
        bindings.append(.init("quen.notifications", queue, "notify.#"))
        users.append(.init(queue, write: "^$", read: "^\(Self.literal(queue))$", topics: []))
    }

    /// `text` as a regular expression that matches only itself.
    private static func literal(_ text: String) -> String { text.replacing(".", with: "\\.") }
}
