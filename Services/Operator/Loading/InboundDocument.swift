import Messages
import Messaging

/// Where a record stands in the files that it was read from; row 1 is the header.
struct RowOrigin: Sendable, Hashable {
    var file: String
    var row: Int
}

/// One message for `quen.inbound` and where it came from. Equal content makes an equal message, id and all, so that
/// sending it again has no second effect (MSG-3).
struct InboundDocument: Sendable {
    let origin: RowOrigin
    let externalId: String
    let id: EntityID
    let message: OutboundMessage

    /// - Parameter time: when the fact was recorded; of two records of one external id the later wins.
    init<Payload: InboundPayload>(_ payload: Payload, system: String, time: Instant, origin: RowOrigin) throws {
        let data = try WireJSON.encode(payload)
        let type = Payload.type
        id = EntityID(
            namespace: .quen,
            parts: [
                "inbound", system, type.wireName, payload.externalId, time.description,
                String(decoding: data, as: UTF8.self),
            ])
        let envelope = Envelope(
            id: id, source: "urn:ext:\(system)", type: type.wireName, time: time, dataschema: type.schema)
        message = OutboundMessage(
            exchange: "quen.inbound", routingKey: "ext.\(system).\(type.entity).\(type.event).v\(type.major)",
            isMandatory: true,
            properties: MessageProperties(
                messageID: id.description, contentType: Envelope.contentType, type: type.wireName, appID: "quen",
                timestamp: UInt64(max(0, time.milliseconds / 1000))),
            body: try envelope.encoded(dataBytes: data))
        self.origin = origin
        externalId = payload.externalId
    }
}

/// A record that was not taken: by Quen, or already here because its row could not be read.
struct Refusal: Sendable, Equatable {
    var origin: RowOrigin
    var externalId: String
    var code: String
    /// A JSON path into the message, or the column's name.
    var path: String
    var message: String
}
