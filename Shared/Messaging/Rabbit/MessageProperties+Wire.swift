import CRabbitMQ

extension MessageProperties {
    private static let persistent: UInt8 = 2

    /// Copies what Quen knows; header values that are no text are passed over.
    init(_ raw: amqp_basic_properties_t) {
        func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? {
            raw._flags & amqp_flags_t(flag) == 0 ? nil : String(bytes)
        }
        self.init(
            messageID: text(AMQP_BASIC_MESSAGE_ID_FLAG, raw.message_id),
            contentType: text(AMQP_BASIC_CONTENT_TYPE_FLAG, raw.content_type),
            type: text(AMQP_BASIC_TYPE_FLAG, raw.type),
            correlationID: text(AMQP_BASIC_CORRELATION_ID_FLAG, raw.correlation_id),
            appID: text(AMQP_BASIC_APP_ID_FLAG, raw.app_id),
            userID: text(AMQP_BASIC_USER_ID_FLAG, raw.user_id),
            timestamp: raw._flags & amqp_flags_t(AMQP_BASIC_TIMESTAMP_FLAG) == 0 ? nil : raw.timestamp)
        guard raw._flags & amqp_flags_t(AMQP_BASIC_HEADERS_FLAG) != 0 else { return }
        for entry in UnsafeBufferPointer(start: raw.headers.entries, count: Int(raw.headers.num_entries)) {
            var value = amqp_bytes_t()
            if withUnsafePointer(to: entry, { quen_get_text($0, &value) }) != 0 {
                headers[String(entry.key)] = String(value)
            }
        }
    }

    /// The properties as the C library wants them, always persistent. They point into `scratch`.
    func encoded(in scratch: inout ScratchBuffer) -> amqp_basic_properties_t {
        scratch.reset(byteCount: encodedRoom)
        var raw = amqp_basic_properties_t()
        raw._flags = amqp_flags_t(AMQP_BASIC_DELIVERY_MODE_FLAG)
        raw.delivery_mode = Self.persistent
        if !headers.isEmpty {
            raw._flags |= amqp_flags_t(AMQP_BASIC_HEADERS_FLAG)
            raw.headers = encodedHeaders(in: &scratch)
        }
        func set(_ text: String?, _ flag: Int32, _ field: WritableKeyPath<amqp_basic_properties_t, amqp_bytes_t>) {
            guard let text else { return }
            raw._flags |= amqp_flags_t(flag)
            raw[keyPath: field] = scratch.copy(text)
        }
        set(messageID, AMQP_BASIC_MESSAGE_ID_FLAG, \.message_id)
        set(contentType, AMQP_BASIC_CONTENT_TYPE_FLAG, \.content_type)
        set(type, AMQP_BASIC_TYPE_FLAG, \.type)
        set(correlationID, AMQP_BASIC_CORRELATION_ID_FLAG, \.correlation_id)
        set(appID, AMQP_BASIC_APP_ID_FLAG, \.app_id)
        set(userID, AMQP_BASIC_USER_ID_FLAG, \.user_id)
        if let timestamp {
            raw._flags |= amqp_flags_t(AMQP_BASIC_TIMESTAMP_FLAG)
            raw.timestamp = timestamp
        }
        return raw
    }

    private func encodedHeaders(in scratch: inout ScratchBuffer) -> amqp_table_t {
        let entries = scratch.entries(headers.count)
        for (index, header) in headers.enumerated() {
            quen_set_text(entries + index, scratch.copy(header.key), scratch.copy(header.value))
        }
        return amqp_table_t(num_entries: Int32(headers.count), entries: entries)
    }

    /// Bytes that the encoding takes in the scratch buffer, with room for the exchange and the routing key.
    private var encodedRoom: Int {
        var room = 8 * 255 + headers.count * MemoryLayout<amqp_table_entry_t>.stride
        for (key, value) in headers { room += key.utf8.count + value.utf8.count }
        return room
    }
}

extension String {
    /// Copies; what is not UTF-8 is mended with replacement characters.
    init(_ bytes: amqp_bytes_t) {
        self.init(decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
    }
}
