/// Which service sends and which receives what.
enum AsyncAPIOperations: Sendable {
    static var all: [String: JSONValue] {
        var operations: [String: JSONValue] = [:]
        for entity in Catalogue.entities {
            let channel = AsyncAPIName.channel(of: entity)
            operations["\(entity.owner.rawValue)_send_\(channel)"] = send(channel)
        }
        for subscription in Catalogue.subscriptions {
            let channel = AsyncAPIName.channel(of: subscription.entity)
            operations["\(subscription.service.rawValue)_receive_\(channel)"] = receive(
                channel, "As a \(subscription.mode.rawValue).")
        }
        for payload in Catalogue.inbound {
            let channel = AsyncAPIName.key(payload.type.name)
            operations["\(payload.handler.rawValue)_receive_\(channel)"] = request(channel)
        }
        for service in Set(Catalogue.inbound.map { $0.handler }).union([.gateway]) {
            operations["\(service.rawValue)_send_\(AsyncAPIName.replies)"] = send(AsyncAPIName.replies)
        }
        operations["notifications_send_\(AsyncAPIName.notifications)"] = send(AsyncAPIName.notifications)
        for type in Catalogue.auditTypes {
            operations["\(type.owner)_send_\(AsyncAPIName.audit)"] = send(AsyncAPIName.audit)
        }
        operations["\(Catalogue.auditGatherer.rawValue)_receive_\(AsyncAPIName.audit)"] = receive(
            AsyncAPIName.audit, "Gathers what all services note; of no concern to others.")
        for service in ServiceName.allCases {
            operations["\(service.rawValue)_send_\(AsyncAPIName.copies)"] = send(AsyncAPIName.copies)
            operations["\(service.rawValue)_receive_\(AsyncAPIName.copies)"] = receive(
                AsyncAPIName.copies, "Keeps copies of records whole; of no concern to others.")
        }
        return operations
    }

    private static func send(_ channel: String) -> JSONValue {
        [
            "action": "send",
            "channel": AsyncAPIName.reference("channels", channel),
            "bindings": ["amqp": ["deliveryMode": 2, "bindingVersion": "0.3.0"]],
        ]
    }

    private static func receive(_ channel: String, _ summary: String) -> JSONValue {
        [
            "action": "receive",
            "summary": .string(summary),
            "channel": AsyncAPIName.reference("channels", channel),
            "bindings": ["amqp": ["ack": true, "bindingVersion": "0.3.0"]],
        ]
    }

    /// Every inbound message is answered.
    private static func request(_ channel: String) -> JSONValue {
        var operation = receive(channel, "Answered on \(AsyncAPIName.replies), also when it was sent before.")
        operation["reply"] = ["channel": AsyncAPIName.reference("channels", AsyncAPIName.replies)]
        return operation
    }
}
