/// The AsyncAPI 3.0 document: where every message goes, who sends and who receives it (MSG-2). Payloads and examples
/// are the schema and sample files beside it.
struct AsyncAPIDocument {
    let contracts: [MessageContract]

    var document: JSONValue {
        [
            "asyncapi": "3.0.0",
            "info": [
                "title": "Quen",
                "version": "1.0.0",
                "description": .string(Self.description),
            ],
            "defaultContentType": .string(Envelope.contentType),
            "servers": ["amqp": Self.server],
            "channels": .object(AsyncAPIChannels.all),
            "operations": .object(AsyncAPIOperations.all),
            "components": [
                "securitySchemes": ["user": ["type": "userPassword"]],
                "messages": .object(
                    Dictionary(uniqueKeysWithValues: contracts.map { (AsyncAPIName.key($0.name), Self.message($0)) })),
            ],
        ]
    }

    private static let description = """
        Every message is a CloudEvents 1.0 JSON document in structured mode. Publishers of inbound messages write only \
        quen.inbound under their own ext.<system> and read only the queue ext.<system>.replies. Members that a reader \
        does not know are to be ignored.
        """

    private static let server: JSONValue = [
        "host": "{host}:5672",
        "protocol": "amqp",
        "protocolVersion": "0.9.1",
        "pathname": "/quen",
        "variables": ["host": ["default": "localhost"]],
        "security": [["$ref": "#/components/securitySchemes/user"]],
    ]

    private static func message(_ contract: MessageContract) -> JSONValue {
        [
            "name": .string(contract.wireName),
            "title": .string(contract.name),
            "contentType": .string(Envelope.contentType),
            "payload": ["$ref": .string("Schemas/\(contract.path)")],
            "examples": [
                ["name": "sample", "payload": ["$ref": .string("Samples/\(contract.path)")]]
            ],
            "bindings": ["amqp": ["messageType": .string(contract.wireName), "bindingVersion": "0.3.0"]],
        ]
    }
}

/// References and names within the document.
enum AsyncAPIName: Sendable {
    static func channel(of entity: any EntityState.Type) -> String {
        key("\(entity.owner.rawValue).\(entity.entity)")
    }
    /// Some tools allow no points in the keys of the document.
    static func key(_ name: String) -> String { String(name.map { $0 == "." ? "_" : $0 }) }
    static let replies = "replies"
    static let notifications = "notify"
    static let copies = "copies"
    static let audit = "audit"

    static func reference(_ steps: String...) -> JSONValue {
        ["$ref": .string("#/" + steps.joined(separator: "/"))]
    }
}
