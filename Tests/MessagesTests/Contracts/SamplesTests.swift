import Foundation
import Messages
import Testing

/// Samples of every version ever released decode for ever (MSG-2).
@Suite struct SamplesTests {
    /// All that are committed, also those that are rendered no more.
    static let paths: [String] =
        (try? Folders.files(below: Folders.messages.appending(path: "Samples")).keys.sorted()) ?? []

    @Test func thereAreSamples() {
        #expect(Self.paths.count > 80)
    }

    @Test(arguments: paths) func aSampleDecodesAndEncodesToTheSameJSON(path: String) throws {
        let body = try [UInt8](Data(contentsOf: Folders.messages.appending(path: "Samples/\(path)")))
        let message = try ReceivedMessage(body: body)
        let again = try TypedMessage.encodedAgain(message)
        #expect(try JSONValue(parsing: again) == JSONValue(parsing: body))
    }
}

/// Decodes a message as what its type says, and encodes it again.
enum TypedMessage: Sendable {
    struct UnknownType: Error { let type: String }

    static func encodedAgain(_ message: ReceivedMessage) throws -> [UInt8] {
        let type = message.envelope.type
        for entity in Catalogue.entities where entity.events.contains(where: { entity.type($0).wireName == type }) {
            return try event(message, entity)
        }
        for payload in Catalogue.inbound where payload.type.wireName == type { return try again(message, payload) }
        for payload in Catalogue.copies where payload.type.wireName == type { return try again(message, payload) }
        if AuditPage.service(ofWireType: type) != nil { return try again(message, AuditPage.self) }
        switch type {
        case InboundAccepted.wireName: return try again(message, InboundAccepted.self)
        case InboundRejected.wireName: return try again(message, InboundRejected.self)
        default: throw UnknownType(type: type)
        }
    }

    private static func event<State: EntityState>(_ message: ReceivedMessage, _ type: State.Type) throws -> [UInt8] {
        try again(message, EntityEventData<State>.self)
    }

    private static func again<Payload: Codable>(_ message: ReceivedMessage, _ type: Payload.Type) throws -> [UInt8] {
        try message.envelope.encoded(data: message.decode(type))
    }
}
