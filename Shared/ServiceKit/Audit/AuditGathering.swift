import Messages
import Store

/// What the one service that gathers all audits does with them (ACC-5).
public struct AuditGathering: Sendable {
    /// Takes in a page of the service whose messages come from `source`. Pages may come again, and out of order.
    let take: @Sendable (Transaction, _ page: AuditPage, _ source: String) throws -> Void
    /// The last entry of the service's present audit up to which nothing is lacking; nothing where none is known.
    let known: @Sendable (Transaction, ServiceName) throws -> AuditMark?

    public init(
        take: @escaping @Sendable (Transaction, _ page: AuditPage, _ source: String) throws -> Void,
        known: @escaping @Sendable (Transaction, ServiceName) throws -> AuditMark?
    ) {
        self.take = take
        self.known = known
    }

    /// Asks every other service for what is lacking of its audit.
    public func requestAll(_ transaction: Transaction) throws {
        for service in ServiceName.allCases where service != Catalogue.auditGatherer {
            try transaction.requestAudit(of: service, after: try known(transaction, service))
        }
    }

    /// A page that came over the broker. Throws where it is not of the service that published it.
    func take(_ unit: IncomingUnit, _ message: ReceivedMessage, _ transaction: Transaction) throws {
        let service = AuditPage.service(ofWireType: message.envelope.type)
        // The broker lets each service write its own routing keys only.
        guard let service, try ServiceName(source: message.envelope.source) == service,
            unit.routingKey.hasPrefix("\(service.rawValue).")
        else {
            throw WireFault(
                code: "source-not-allowed", path: "$.source",
                reason: Bilingual(en: "must be the service of the type", vi: "phải là dịch vụ của loại này"))
        }
        try take(transaction, try message.decode(AuditPage.self), message.envelope.source)
    }
}

extension Transaction {
    /// Asks `service` for the entries of its audit after `known`, and tells it how far the audit here is.
    public func requestAudit(of service: ServiceName, after known: AuditMark?) throws {
        let log = AuditLog(db, source: source)
        let head = try log.head()
        let witnessed = AuditRequested.Witnessed(
            store: try log.store(), epoch: epoch, seq: head.seq, hash: AuditChain.hex(head.hash))
        try send(
            AuditRequested(
                after: known?.seq ?? 0, epoch: known?.epoch ?? 0, hash: known?.hash,
                witnessed: head.seq > 0 ? witnessed : nil), to: service)
    }

    /// The gatherer asks for entries of the audit here.
    func answer(_ request: AuditRequested) throws {
        try publishAuditAgain(after: AuditMark(seq: request.after, epoch: request.epoch, hash: request.hash ?? ""))
        guard let witnessed = request.witnessed else { return }
        try audit(
            AuditAct.witnessed, subject: "audit/\(Catalogue.auditGatherer.rawValue)",
            details: [
                "store": witnessed.store.description, "epoch": "\(witnessed.epoch)", "seq": "\(witnessed.seq)",
                "hash": witnessed.hash,
            ])
    }
}
