extension OutboundMessage {
    /// AMQP's short strings hold 255 bytes; the C library would cut the length and corrupt the stream.
    private static let shortStringLimit = 255
    /// The properties travel in one frame of 128 KB.
    private static let headersLimit = 64 * 1024

    /// Throws `BrokerError.channel` with code 502 (AMQP's syntax error) where the message cannot be put on the wire.
    /// Both brokers check it before anything is sent.
    func checkLimits() throws(BrokerError) {
        let short: [(String, String?)] = [
            ("exchange", exchange), ("routing key", routingKey), ("message id", properties.messageID),
            ("content type", properties.contentType), ("type", properties.type),
            ("correlation id", properties.correlationID), ("app id", properties.appID),
            ("user id", properties.userID),
        ]
        for (name, text) in short where (text?.utf8.count ?? 0) > Self.shortStringLimit {
            throw .channel(code: 502, text: "the \(name) is longer than \(Self.shortStringLimit) bytes")
        }
        var headerBytes = 0
        for (key, value) in properties.headers {
            guard key.utf8.count <= Self.shortStringLimit else {
                throw .channel(code: 502, text: "a header's name is longer than \(Self.shortStringLimit) bytes")
            }
            headerBytes += key.utf8.count + value.utf8.count
        }
        guard headerBytes <= Self.headersLimit else {
            throw .channel(code: 502, text: "the headers are longer than \(Self.headersLimit) bytes")
        }
    }
}
