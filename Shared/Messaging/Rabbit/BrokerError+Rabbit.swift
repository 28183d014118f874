import CRabbitMQ

extension BrokerError {
    /// What the C library reports by a negative status.
    init(status: Int32, during action: String) {
        let text = "\(action): \(String(cString: amqp_error_string2(status)))"
        self = status == AMQP_STATUS_TIMEOUT.rawValue ? .timeout(text) : .connection(text)
    }

    /// A connection that the broker closed.
    init(connectionCode code: Int, text: String) {
        switch code {
        case 403, 530: self = .accessRefused("\(code) \(text)")
        default: self = .connection("\(code) \(text)")
        }
    }

    /// The failure that an answer stands for, if it is one.
    init?(reply: amqp_rpc_reply_t, during action: String) {
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL:
            return nil
        case AMQP_RESPONSE_SERVER_EXCEPTION:
            self.init(method: reply.reply, during: action)
        case AMQP_RESPONSE_LIBRARY_EXCEPTION:
            self.init(status: reply.library_error, during: action)
        default:
            self = .connection("\(action): the broker hung up")
        }
    }

    private init(method: amqp_method_t, during action: String) {
        switch (method.id, method.decoded) {
        case (quen_connection_close, let decoded?):
            let close = decoded.load(as: amqp_connection_close_t.self)
            self.init(connectionCode: Int(close.reply_code), text: String(close.reply_text))
        case (quen_channel_close, let decoded?):
            let close = decoded.load(as: amqp_channel_close_t.self)
            self = .channel(code: Int(close.reply_code), text: String(close.reply_text))
        default:
            self = .connection("\(action): unexpected answer \(method.id)")
        }
    }
}
