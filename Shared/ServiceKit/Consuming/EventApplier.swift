import Foundation
import GRDB
import Messages
import Messaging
import Store

/// One message off a queue, read but not yet applied. A class, because it is handed on often and holds many texts.
final class IncomingUnit: Sendable {
    let body: [UInt8]
    let routingKey: String
    /// Nothing where the body could not be read; `fault` says why then.
    let message: ReceivedMessage?
    let fault: WireFault?
    /// What is known of the message before the transaction, where that could be read (`MessageApplier.prepare`).
    let prepared: (any Sendable)?

    init(body: [UInt8], routingKey: String, prepare: (ReceivedMessage) -> (any Sendable)? = { _ in nil }) {
        self.body = body
        self.routingKey = routingKey
        do throws(WireFault) {
            let message = try ReceivedMessage(body: body)
            self.message = message
            fault = nil
            prepared = prepare(message)
        } catch {
            message = nil
            fault = error
            prepared = nil
        }
    }

    /// Names it among the units of work that may have killed the process.
    var name: String {
        if let message { return "message|\(message.envelope.source)|\(message.rawID)" }
        return "body|\(body.count)|\(routingKey)|\(body.prefix(64).map { String($0, radix: 16) }.joined())"
    }
}

extension IncomingUnit {
    /// What is published while it is applied belongs to the same chain (MSG-1).
    var cause: Cause {
        guard let message else { return Cause(origin: .message, reference: routingKey) }
        return Cause(
            correlationId: message.envelope.correlationid ?? message.rawID, causationId: message.rawID,
            traceparent: message.envelope.traceparent, origin: .message,
            reference: "\(message.envelope.source) \(message.rawID)")
    }
}

enum Applied: Sendable {
    case applied, duplicate
    /// Earlier events of the copied record never came; nothing is lost by that.
    case appliedAfterGap
}

/// What is done with the messages of one queue.
protocol MessageApplier: Sendable {
    /// Reads the message's data ahead of the transaction, while another commits. Nothing where that fails: `apply` reads it
    /// again then and says why.
    func prepare(_ message: ReceivedMessage) -> (any Sendable)?
    /// Whether a failure holds back the unit's subject.
    func isStep(_ unit: IncomingUnit) -> Bool
    /// `isRetry`: it was taken into the inbox before and put aside.
    func apply(_ unit: IncomingUnit, isRetry: Bool, in transaction: Transaction) throws -> Applied
    /// Whether this release can do something with a message of that wire type.
    func knows(_ type: String) -> Bool
    /// It is being parked: nobody but an operator tries it again, and whoever waits for an answer is told so.
    func giveUp(_ unit: IncomingUnit, in transaction: Transaction) throws
}

extension MessageApplier {
    func prepare(_ message: ReceivedMessage) -> (any Sendable)? { nil }
}

/// Applies what comes from `<service>.events`: once each, by the inbox.
struct EventApplier: MessageApplier {
    let subscriptions: [Subscription]
    /// By the wire types that this release knows.
    private let byType: [String: Subscription]
    /// Only in the service that gathers audits.
    let gathering: AuditGathering?

    init(subscriptions: [Subscription], gathering: AuditGathering? = nil) {
        self.subscriptions = subscriptions
        self.gathering = gathering
        byType = Dictionary(
            subscriptions.flatMap { subscription in subscription.wireTypes.map { ($0, subscription) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Of two majors of an entity the one that knows the type; where neither does, it still is a message of that entity.
    func subscription(for type: String) -> Subscription? {
        byType[type] ?? subscriptions.first { type.hasPrefix($0.typePrefix) }
    }

    func isStep(_ unit: IncomingUnit) -> Bool {
        unit.message.flatMap { subscription(for: $0.envelope.type) }?.mode == .step
    }

    func apply(_ unit: IncomingUnit, isRetry: Bool, in transaction: Transaction) throws -> Applied {
        transaction.act(because: unit.cause)
        guard let message = unit.message else {
            throw unit.fault ?? WireFault(code: "not-json", path: nil, reason: .isNotJSON)
        }
        let isNew = try isRetry || transaction.enterInbox(message.envelope)
        guard isNew else { return .duplicate }
        if let gathering, AuditPage.service(ofWireType: message.envelope.type) != nil {
            try gathering.take(unit, message, transaction)
            return .applied
        }
        guard let subscription = subscription(for: message.envelope.type) else {
            throw ConsumingError.unknownType(message.envelope.type)
        }
        return try subscription.apply(transaction, message, unit.prepared)
    }

    func prepare(_ message: ReceivedMessage) -> (any Sendable)? {
        byType[message.envelope.type]?.prepare(message)
    }

    /// Nobody waits for an answer to an event.
    func knows(_ type: String) -> Bool {
        byType[type] != nil || gathering != nil && AuditPage.service(ofWireType: type) != nil
    }

    func giveUp(_ unit: IncomingUnit, in transaction: Transaction) throws {}
}

extension Transaction {
    /// `false` where (source, id) has been taken in before.
    func enterInbox(_ envelope: Envelope) throws -> Bool {
        let number = try sourceNumber(envelope.source)
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO inbox(source, id, at) VALUES (?, ?, ?)")
            .execute(arguments: [number, envelope.id, now])
        return db.changesCount == 1
    }
}
