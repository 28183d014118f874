import Crypto
import Foundation
import GRDB
import Messages
import Store

/// A message of another system, decoded, as its handler is given it.
public struct Inbound<Payload: InboundPayload>: Sendable {
    public let payload: Payload
    /// Who sent it: the `<system>` of `ext.<system>`, which the broker's permissions vouch for.
    public let system: String
    /// When the fact was recorded there: of two records of one external id the later wins.
    public let time: Instant
    /// The record's id in Quen.
    public var id: EntityID { payload.id(from: system) }
    public var external: ExternalReference { ExternalReference(system: system, externalId: payload.externalId) }
}

/// What came of an inbound message.
public struct InboundOutcome: Sendable {
    public var subject: Subject
    public var sequence: EventSequence?
    /// Members that were left as staff had edited them.
    public var kept: [String]

    public init(subject: Subject, sequence: EventSequence?, kept: [String] = []) {
        self.subject = subject
        self.sequence = sequence
        self.kept = kept
    }

    public init(_ version: RecordVersion, kept: [String] = []) {
        self.init(subject: version.subject, sequence: version.sequence, kept: kept)
    }
}

/// What a service does with one type of inbound message.
public struct InboundHandler: Sendable {
    public let payload: any InboundPayload.Type
    let apply: @Sendable (Transaction, ReceivedMessage, String) throws -> (InboundOutcome, externalId: String)

    public static func on<Payload: InboundPayload>(
        _ payload: Payload.Type, _ body: @escaping @Sendable (Transaction, Inbound<Payload>) throws -> InboundOutcome
    ) -> InboundHandler {
        InboundHandler(payload: Payload.self) { transaction, message, system in
            // Other systems' own members are passed over; what is kept or looked for is text to its end.
            try message.refuseControlCharacters()
            let payload = try message.decode(Payload.self)
            guard (1...200).contains(payload.externalId.utf8.count) else {
                throw WireFault(
                    code: "invalid-value", path: "$.data.externalId",
                    reason: Bilingual(en: "must have 1 to 200 bytes", vi: "phải có từ 1 đến 200 byte"))
            }
            let inbound = Inbound(payload: payload, system: system, time: message.envelope.time)
            return (try body(transaction, inbound), payload.externalId)
        }
    }
}

/// Applies what comes from `<service>.inbound`: validated, applied once, answered in the transaction of the effect.
struct InboundApplier: MessageApplier {
    let handlers: [String: InboundHandler]

    init(_ handlers: [InboundHandler]) {
        self.handlers = Dictionary(uniqueKeysWithValues: handlers.map { ($0.payload.type.wireName, $0) })
    }

    func isStep(_ unit: IncomingUnit) -> Bool { false }
    func knows(_ type: String) -> Bool { handlers[type] != nil }

    func apply(_ unit: IncomingUnit, isRetry: Bool, in transaction: Transaction) throws -> Applied {
        transaction.act(because: unit.cause)
        let system = Self.system(of: unit.routingKey)
        guard let message = unit.message else {
            try refuse(unit, unit.fault ?? WireFault(code: "not-json", path: nil, reason: .isNotJSON), transaction)
            return .applied
        }
        guard message.envelope.source == "urn:ext:\(system)" else {
            let fault = WireFault(
                code: "source-not-allowed", path: "$.source",
                reason: Bilingual(
                    en: "must be urn:ext:\(system) for this sender", vi: "phải là urn:ext:\(system) với bên gửi này"))
            try refuse(unit, fault, transaction)
            return .applied
        }
        if isRetry { try takeBack(message, transaction) }
        if try repeatReply(message, system, transaction) { return .duplicate }
        do {
            guard let handler = handlers[message.envelope.type] else {
                throw WireFault(
                    code: "unknown-type", path: "$.type",
                    reason: Bilingual(en: "is not a type that Quen takes", vi: "không phải loại mà Quen nhận"))
            }
            let (outcome, externalId) = try transaction.attempt { try handler.apply(transaction, message, system) }
            let reply = InboundAccepted(
                messageId: message.rawID, externalId: externalId, type: message.envelope.type,
                subject: outcome.subject, sequence: outcome.sequence, kept: outcome.kept)
            try answer(message, system, InboundAccepted.wireName, reply, transaction)
        } catch let error as any QuenError where error.consequence != .temporary {
            try refuse(unit, error, transaction)
        }
        return .applied
    }

    /// Answers `rejected` with `given-up`, unless it has an answer already: one that a copy of it got, or one from before
    /// an operator tried it again.
    func giveUp(_ unit: IncomingUnit, in transaction: Transaction) throws {
        let isAnswered = try unit.message.map { message in
            try Bool.fetchOne(
                transaction.db,
                sql: "SELECT EXISTS (SELECT 1 FROM inboundReply WHERE source = ? AND messageId = ?)",
                arguments: [message.envelope.source, message.rawID])
        }
        if isAnswered != true { try reject(unit, InboundError.givenUp, transaction) }
    }

    /// An operator tries a message again that was given up: the answer that it got then counts no more.
    private func takeBack(_ message: ReceivedMessage, _ transaction: Transaction) throws {
        try transaction.db.execute(
            sql: """
                DELETE FROM inboundReply
                WHERE source = ? AND messageId = ? AND type = ? AND CAST(data AS TEXT) ->> '$.code' = ?
                """,
            arguments: [
                message.envelope.source, message.rawID, InboundRejected.wireName, InboundError.givenUp.code,
            ])
    }

    /// `ext.<system>.<entity>.<event>.v<n>`
    static func system(of routingKey: String) -> String {
        let parts = routingKey.split(separator: ".", maxSplits: 2)
        return parts.count > 1 && parts[0] == "ext" ? String(parts[1]) : "unknown"
    }

    /// A duplicate gets the answer that the first one got.
    private func repeatReply(_ message: ReceivedMessage, _ system: String, _ transaction: Transaction) throws -> Bool {
        guard
            let row = try Row.fetchOne(
                transaction.db.cachedStatement(
                    sql: "SELECT type, data FROM inboundReply WHERE source = ? AND messageId = ?"),
                arguments: [message.envelope.source, message.rawID])
        else { return false }
        let data = try JSONDecoder().decode(JSONValue.self, from: row["data"] as Data)
        try send(wireType: row["type"], data: data, to: system, transaction)
        return true
    }

    private func answer(
        _ message: ReceivedMessage, _ system: String, _ wireType: String, _ reply: some Encodable,
        _ transaction: Transaction
    ) throws {
        try transaction.db.cachedStatement(
            sql: "INSERT INTO inboundReply(source, messageId, type, data, at) VALUES (?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                message.envelope.source, message.rawID, wireType, Data(try WireJSON.encode(reply)), transaction.now,
            ])
        try send(wireType: wireType, data: reply, to: system, transaction)
    }

    /// Keeps what was refused, and answers.
    private func refuse(_ unit: IncomingUnit, _ error: any QuenError, _ transaction: Transaction) throws {
        try transaction.db.execute(
            sql: """
                INSERT INTO refused(system, messageId, routingKey, code, path, reason, body, at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Self.system(of: unit.routingKey), unit.message?.rawID, unit.routingKey, error.code, error.path,
                error.message.en, Data(unit.body), transaction.now,
            ])
        try reject(unit, error, transaction)
    }

    private func reject(_ unit: IncomingUnit, _ error: any QuenError, _ transaction: Transaction) throws {
        let system = Self.system(of: unit.routingKey)
        let rejected = InboundRejected(
            messageId: unit.message?.rawID, externalId: unit.message.flatMap(Self.externalId),
            bodySHA256: SHA256.hash(data: unit.body).map { String(format: "%02x", $0) }.joined(), code: error.code,
            path: error.path, message: error.message, retryable: error.consequence == .temporary)
        if let message = unit.message, message.envelope.source == "urn:ext:\(system)" {
            try answer(message, system, InboundRejected.wireName, rejected, transaction)
        } else {
            try send(wireType: InboundRejected.wireName, data: rejected, to: system, transaction)
        }
    }

    private func send(wireType: String, data: some Encodable, to system: String, _ transaction: Transaction) throws {
        try transaction.publish(
            wireType: wireType, exchange: "quen.replies", routingKey: "ext.\(system)", data: data)
    }

    private static func externalId(_ message: ReceivedMessage) -> String? {
        struct Named: Decodable { var externalId: String? }
        guard let named = try? message.decode(Named.self), let id = named.externalId, id.utf8.count <= 200 else {
            return nil
        }
        return id
    }
}

/// What befalls a message of another system that is no fault of its content.
enum InboundError: QuenError {
    /// Tried until the last, without success.
    case givenUp

    var code: String { "given-up" }
    /// Sent again it gets the same answer: only an operator can take it up once more.
    var consequence: Consequence { .conflict }
    var message: Bilingual {
        Bilingual(
            en: """
                Quen could not apply this message and has put it aside. Whoever runs Quen can correct it and try again; \
                if that goes well, an answer "accepted" follows. Sending it again changes nothing.
                """,
            vi: """
                Quen chưa xử lý được thông điệp này và đã để riêng. Người vận hành Quen có thể sửa và thử lại; \
                nếu được, câu trả lời "accepted" sẽ được gửi sau. Gửi lại thông điệp không có tác dụng.
                """)
    }
}
