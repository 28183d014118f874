import Messages
import Messaging

/// What Quen answered to one message (MSG-3).
enum InboundAnswer: Sendable, Equatable {
    case accepted(subject: Subject, kept: [String])
    case refused(code: String, path: String?, message: String)

    /// The answer in a message of the queue of replies, with the id of the message that it answers. Nothing where it
    /// is none, or answers a message whose id nobody could read.
    static func read(_ body: [UInt8]) throws(WireFault) -> (messageId: String, answer: InboundAnswer)? {
        let message = try ReceivedMessage(body: body)
        switch message.envelope.type {
        case InboundAccepted.wireName:
            let reply = try message.decode(InboundAccepted.self)
            return (reply.messageId, .accepted(subject: reply.subject, kept: reply.kept))
        case InboundRejected.wireName:
            let reply = try message.decode(InboundRejected.self)
            guard let id = reply.messageId else { return nil }
            return (id, .refused(code: reply.code, path: reply.path, message: reply.message.en))
        default: return nil
        }
    }
}
