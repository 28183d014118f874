import CRabbitMQ
import Foundation

/// The C library's connection with its one channel. It cannot be copied and is not `Sendable`: the thread that opened
/// it is the only one that touches it, and destroying it closes the socket.
struct AMQPConnection: ~Copyable {
    static let channel: amqp_channel_t = 1
    private static let frameMax: Int32 = 131_072

    private let state: amqp_connection_state_t
    private var scratch = ScratchBuffer()
    private var assembler = ContentAssembler()
    private var isBlocked = false

    private init(_ state: amqp_connection_state_t) { self.state = state }

    deinit { amqp_destroy_connection(state) }

    var descriptor: Int32 { amqp_get_sockfd(state) }

    /// As agreed with the broker, in seconds; 0 for none.
    var heartbeatSeconds: Int { Int(amqp_get_heartbeat(state)) }

    /// Whether frames wait in the library's own buffers, which `poll` cannot see.
    var hasBufferedInput: Bool { amqp_frames_enqueued(state) != 0 || amqp_data_in_buffer(state) != 0 }

    // MARK: - Opening and closing

    static func open(_ configuration: RabbitConfiguration, purpose: String) throws(BrokerError) -> AMQPConnection {
        guard let state = amqp_new_connection() else { throw .connection("out of memory") }
        let connection = AMQPConnection(state)
        try connection.connect(configuration)
        try connection.login(configuration, purpose: purpose)
        amqp_channel_open(state, channel)
        try connection.checkReply("opening the channel")
        return connection
    }

    func selectConfirms() throws(BrokerError) {
        amqp_confirm_select(state, Self.channel)
        try checkReply("asking for confirms")
    }

    func consume(_ queue: String, prefetch: Int) throws(BrokerError) {
        amqp_basic_qos(state, Self.channel, 0, UInt16(prefetch), 0)
        try checkReply("setting the prefetch")
        queue.withCString { name in
            _ = amqp_basic_consume(
                state, Self.channel, amqp_cstring_bytes(name), amqp_bytes_t(), 0, 0, 0, amqp_table_t())
        }
        try checkReply("consuming \(queue)")
    }

    /// Says goodbye as far as the reason of the end allows; the socket is closed when the value goes.
    func close(because error: BrokerError) {
        // A blocked broker reads nothing, so there is no answer to wait for.
        guard !isBlocked else { return }
        quen_set_reply_timeout(state, 2000)
        switch error {
        case .closed:
            amqp_channel_close(state, Self.channel, Int32(AMQP_REPLY_SUCCESS))
            amqp_connection_close(state, Int32(AMQP_REPLY_SUCCESS))
        case .channel, .consumerCancelled:
            amqp_connection_close(state, Int32(AMQP_REPLY_SUCCESS))
        case .connection, .accessRefused, .timeout:
            break
        }
    }

    private func connect(_ configuration: RabbitConfiguration) throws(BrokerError) {
        let socket = configuration.tls == nil ? amqp_tcp_socket_new(state) : amqp_ssl_socket_new(state)
        guard let socket else { throw .connection("out of memory") }
        if let tls = configuration.tls {
            amqp_ssl_socket_set_verify_peer(socket, 1)
            amqp_ssl_socket_set_verify_hostname(socket, 1)
            try check(amqp_ssl_socket_set_cacert(socket, tls.caFile), "reading \(tls.caFile)")
            try check(amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST), "choosing TLS 1.2")
        }
        let timeout = configuration.connectTimeout.wholeMilliseconds
        try check(
            quen_open_socket(socket, configuration.host, Int32(configuration.port), timeout),
            "connecting to \(configuration)")
        try check(quen_set_handshake_timeout(state, timeout), "setting the time-out")
        try check(quen_set_reply_timeout(state, configuration.replyTimeout.wholeMilliseconds), "setting the time-out")
    }

    private func login(_ configuration: RabbitConfiguration, purpose: String) throws(BrokerError) {
        let reply = quen_amqp_login(
            state, configuration.virtualHost, Self.frameMax, Int32(configuration.heartbeat.components.seconds),
            "\(configuration.connectionName) \(purpose)", configuration.user, configuration.password())
        if let error = BrokerError(reply: reply, during: "logging in to \(configuration)") { throw error }
    }

    // MARK: - Writing

    /// Whether the socket has room. It is asked before every message, so that only a body larger than the room
    /// (a third of the send buffer at least) can hold the thread, and that one the library gives up when nothing
    /// has come from the broker for two heartbeats.
    var isWritable: Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&entry, 1, 0) == 1
    }

    /// While it is on, small messages are gathered into full segments.
    func setCork(_ isOn: Bool) { _ = quen_set_cork(descriptor, isOn ? 1 : 0) }

    mutating func publish(_ message: OutboundMessage) throws(BrokerError) {
        var properties = message.properties.encoded(in: &scratch)
        let exchange = scratch.copy(message.exchange)
        let routingKey = scratch.copy(message.routingKey)
        let status = message.body.withUnsafeBytes { body in
            amqp_basic_publish(
                state, Self.channel, exchange, routingKey, message.isMandatory ? 1 : 0, 0, &properties,
                amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress)))
        }
        try check(status, "publishing")
    }

    func acknowledge(upTo tag: UInt64) throws(BrokerError) {
        try check(amqp_basic_ack(state, Self.channel, tag, 1), "acknowledging")
    }

    // MARK: - Reading

    /// The next thing that the broker said, or nothing where it has said no more. Sends the heartbeat when it is due
    /// and throws when the broker's has not come for too long; so it must be called often, also when idle.
    mutating func nextEvent() throws(BrokerError) -> InboundEvent? {
        while true {
            var frame = amqp_frame_t()
            let status = quen_next_frame(state, &frame)
            if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
            try check(status, "reading")
            let event = decode(&frame)
            // Everything was copied out; the library keeps what still waits in its own queue.
            amqp_maybe_release_buffers_on_channel(state, frame.channel)
            if let event { return event }
        }
    }

    private mutating func decode(_ frame: inout amqp_frame_t) -> InboundEvent? {
        switch Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD:
            guard let decoded = quen_frame_decoded(&frame) else { return nil }
            return decode(method: quen_frame_method(&frame), decoded)
        case AMQP_FRAME_HEADER:
            guard let properties = quen_frame_properties(&frame) else { return nil }
            return assembler.header(properties.pointee, bodySize: quen_frame_body_size(&frame))
        case AMQP_FRAME_BODY:
            return assembler.body(quen_frame_body(&frame))
        default:
            return nil
        }
    }

    private mutating func decode(method id: amqp_method_number_t, _ raw: UnsafeMutableRawPointer) -> InboundEvent? {
        switch id {
        case quen_basic_deliver: assembler.begin(raw.load(as: amqp_basic_deliver_t.self))
        case quen_basic_return: assembler.begin(raw.load(as: amqp_basic_return_t.self))
        case quen_basic_ack:
            let ack = raw.load(as: amqp_basic_ack_t.self)
            return .acknowledged(tag: ack.delivery_tag, multiple: ack.multiple != 0)
        case quen_basic_nack:
            let nack = raw.load(as: amqp_basic_nack_t.self)
            return .refused(tag: nack.delivery_tag, multiple: nack.multiple != 0)
        case quen_basic_cancel: return .consumerCancelled
        case quen_connection_blocked:
            isBlocked = true
            return .blocked(reason: String(raw.load(as: amqp_connection_blocked_t.self).reason))
        case quen_connection_unblocked:
            isBlocked = false
            return .unblocked
        case quen_channel_close: return closed(channel: raw.load(as: amqp_channel_close_t.self))
        case quen_connection_close: return closed(connection: raw.load(as: amqp_connection_close_t.self))
        default: break
        }
        return nil
    }

    // The answers are courtesy: if one cannot be sent, the end that follows is the same.

    private func closed(channel close: amqp_channel_close_t) -> InboundEvent {
        var answer = amqp_channel_close_ok_t()
        amqp_send_method(state, Self.channel, quen_channel_close_ok, &answer)
        return .channelClosed(code: Int(close.reply_code), text: String(close.reply_text))
    }

    private func closed(connection close: amqp_connection_close_t) -> InboundEvent {
        var answer = amqp_connection_close_ok_t()
        amqp_send_method(state, 0, quen_connection_close_ok, &answer)
        return .connectionClosed(code: Int(close.reply_code), text: String(close.reply_text))
    }

    // MARK: - Errors

    private func check(_ status: Int32, _ action: String) throws(BrokerError) {
        if status != AMQP_STATUS_OK.rawValue { throw BrokerError(status: status, during: action) }
    }

    private func checkReply(_ action: String) throws(BrokerError) {
        if let error = BrokerError(reply: amqp_get_rpc_reply(state), during: action) { throw error }
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
