import Foundation

/// The answer to an inbound message, on `quen.replies` under the key `ext.<system>`.
public struct InboundAccepted: Codable, Sendable, Hashable {
    public static let wireName = "vn.quen.inbound.accepted.v1"
    /// The `id` of the message answered.
    public var messageId: String
    public var externalId: String
    public var type: String
    /// The record that came of it.
    public var subject: Subject
    public var sequence: EventSequence?
    /// Members that were kept as staff had edited them since.
    public var kept: [String]

    public init(
        messageId: String, externalId: String, type: String, subject: Subject, sequence: EventSequence?,
        kept: [String] = []
    ) {
        self.messageId = messageId
        self.externalId = externalId
        self.type = type
        self.subject = subject
        self.sequence = sequence
        self.kept = kept
    }
}

public struct InboundRejected: Codable, Sendable, Hashable {
    public static let wireName = "vn.quen.inbound.rejected.v1"
    /// The `id` of the message answered; nothing where it could not be read.
    public var messageId: String?
    public var externalId: String?
    /// SHA-256 of the body in hexadecimal, which names a message that could not be read.
    public var bodySHA256: String
    public var code: String
    /// A JSON path into the message.
    public var path: String?
    public var message: Bilingual
    /// Whether the same message may be accepted later.
    public var retryable: Bool

    public init(
        messageId: String?, externalId: String?, bodySHA256: String, code: String, path: String?, message: Bilingual,
        retryable: Bool
    ) {
        self.messageId = messageId
        self.externalId = externalId
        self.bodySHA256 = bodySHA256
        self.code = code
        self.path = path
        self.message = message
        self.retryable = retryable
    }
}
