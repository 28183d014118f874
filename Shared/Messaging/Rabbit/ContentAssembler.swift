import CRabbitMQ

/// Puts the frames of a message (method, header, any number of bodies) together. Frames of one channel never
/// interleave, and there is one channel.
struct ContentAssembler {
    private enum Start {
        case delivery(tag: UInt64, isRedelivered: Bool, exchange: String, routingKey: String)
        case returned(code: Int, text: String)
    }

    private var start: Start?
    private var properties = MessageProperties()
    private var body: [UInt8] = []
    private var missing = 0

    mutating func begin(_ method: amqp_basic_deliver_t) {
        start = .delivery(
            tag: method.delivery_tag, isRedelivered: method.redelivered != 0, exchange: String(method.exchange),
            routingKey: String(method.routing_key))
    }

    mutating func begin(_ method: amqp_basic_return_t) {
        start = .returned(code: Int(method.reply_code), text: String(method.reply_text))
    }

    /// The event, where the body is empty.
    mutating func header(_ raw: amqp_basic_properties_t, bodySize: UInt64) -> InboundEvent? {
        properties = MessageProperties(raw)
        missing = Int(bodySize)
        body = []
        body.reserveCapacity(missing)
        return missing == 0 ? finish() : nil
    }

    /// The event, where this was the last piece.
    mutating func body(_ piece: amqp_bytes_t) -> InboundEvent? {
        body.append(contentsOf: UnsafeRawBufferPointer(start: piece.bytes, count: piece.len))
        missing -= piece.len
        return missing <= 0 ? finish() : nil
    }

    private mutating func finish() -> InboundEvent? {
        defer {
            start = nil
            body = []
        }
        switch start {
        case .delivery(let tag, let isRedelivered, let exchange, let routingKey):
            return .delivery(
                Delivery(
                    tag: tag, isRedelivered: isRedelivered, exchange: exchange, routingKey: routingKey,
                    properties: properties, body: body))
        case .returned(let code, let text):
            return .returned(messageID: properties.messageID ?? "", code: code, text: text)
        case nil:
            return nil
        }
    }
}
