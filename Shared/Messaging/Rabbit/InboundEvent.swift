/// What the broker says on an open channel, copied out of the C library's buffers.
enum InboundEvent {
    case acknowledged(tag: UInt64, multiple: Bool)
    case refused(tag: UInt64, multiple: Bool)
    case returned(messageID: String, code: Int, text: String)
    case delivery(Delivery)
    case consumerCancelled
    case blocked(reason: String)
    case unblocked
    case channelClosed(code: Int, text: String)
    case connectionClosed(code: Int, text: String)
}
