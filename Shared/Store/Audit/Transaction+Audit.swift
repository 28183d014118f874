import GRDB
import Messages

extension Transaction {
    /// Notes an act that is no change of a record: a sign-in, a refusal, what an operator did (ACC-5). Changes of records
    /// are noted by `insert`, `update` and `delete` themselves, before and after.
    ///
    /// - Parameters:
    ///   - act: what was done, in a few words that stay the same.
    ///   - subject: what it was done to, as `<entity>/<id>`.
    ///   - details: no secrets; of personal data only what the act is about.
    ///   - before: what it changed, where that is no member of a record.
    public func audit(
        _ act: String, subject: String?, details: [String: String] = [:], before: [String: String] = [:],
        after: [String: String] = [:]
    ) throws {
        let subject = subject.flatMap { Subject($0) }
        try note(
            act, entity: subject?.entity, id: subject?.id,
            body: AuditBody.act(details: details, before: before, after: after))
    }

    /// Writes the next entry of the audit, on behalf of the present cause.
    func note(_ act: String, entity: String?, id: String?, body: String) throws {
        let log = AuditLog(db, source: source)
        let link = AuditChain.Link(
            seq: 0, epoch: epoch, at: now, actor: cause.actor, session: cause.session, address: cause.address,
            origin: cause.origin, cause: cause.reference, correlation: cause.correlationId ?? cause.causationId,
            act: act, entity: entity, recordId: id)
        auditHead = try log.append(link, body: body, after: try auditHead ?? log.head())
        signal(.audit)
    }

    /// Erases what the entries of a record say of it, before and after, and notes that (CUS-18). Who did what and when
    /// stays, and so does the chain.
    public func eraseAudit(of subject: Subject) throws {
        try db.execute(
            sql: "UPDATE audit SET body = NULL, salt = NULL WHERE entity = ? AND recordId = ? AND body IS NOT NULL",
            arguments: [subject.entity, subject.id])
        try audit(AuditAct.erased, subject: subject.description, details: ["entries": "\(db.changesCount)"])
    }

    /// Publishes the next page of the audit, or hands it to `deliver` instead.
    ///
    /// - Returns: whether the page was full, so that there may be more.
    package func publishAuditPage(
        upTo count: Int, bytes: Int, deliver: ((Transaction, AuditPage) throws -> Void)?
    ) throws -> Bool {
        guard let row = try Row.fetchOne(db, sql: "SELECT publishedSeq, page FROM auditChain") else { return false }
        let (published, number): (Int64, EventSequence?) = (row[0], row[1])
        let (page, isFull) = try AuditLog(db, source: source).page(after: published, upTo: count, bytes: bytes)
        guard let last = page.entries.last else { return false }
        let next = nextSequence(after: number)
        if let deliver { try deliver(self, page) } else { try publish(page, next) }
        try db.execute(sql: "UPDATE auditChain SET publishedSeq = ?, page = ?", arguments: [last.seq, next])
        return isFull
    }

    private func publish(_ page: AuditPage, _ sequence: EventSequence) throws {
        let type = AuditPage.type(of: try service)
        try append(
            wireType: type.wireName, schema: type.schema, exchange: "quen.events", routingKey: type.routingKey,
            isMandatory: true, subject: Subject("audit", page.store), sequence: sequence,
            dataBytes: WireJSON.encode(page))
    }

    /// Publishes entries after `known` again: the gatherer lacks them. The pages that come of it may be known to it in part.
    package func publishAuditAgain(after known: AuditMark) throws {
        var seq = max(0, known.seq)
        if try AuditLog(db, source: source).hash(of: seq).map(AuditChain.hex) != known.hash {
            // Another entry is there since a restore: what was told before that ends with the epoch.
            seq = min(
                seq,
                try Int64.fetchOne(
                    db, sql: "SELECT max(seq) FROM audit WHERE epoch <= ?", arguments: [known.epoch]) ?? 0)
        }
        try db.execute(
            sql: "UPDATE auditChain SET publishedSeq = ? WHERE publishedSeq > ?", arguments: [seq, seq])
        if db.changesCount > 0 { signal(.audit) }
    }
}

extension Transaction {
    /// The service whose store this is.
    package var service: ServiceName {
        get throws { try ServiceName(source: source) }
    }
}

extension ServiceName {
    /// The service of `urn:quen:<site>:<service>`.
    package init(source: String) throws {
        guard let name = source.split(separator: ":").last.flatMap({ ServiceName(rawValue: String($0)) }) else {
            throw WireFault(
                code: "invalid-value", path: "$.source",
                reason: Bilingual(en: "is no service of Quen", vi: "không phải dịch vụ của Quen"))
        }
        self = name
    }
}

extension AuditLog {
    /// The entries after `seq`, as they travel, and whether there was room for no more.
    func page(after seq: Int64, upTo count: Int, bytes: Int) throws -> (page: AuditPage, isFull: Bool) {
        let rows = try AuditRow.fetchCursor(
            db, sql: "SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", arguments: [seq, count])
        var page = AuditPage(store: try store(), previousHash: "", entries: [])
        var size = 0
        while let row = try rows.next() {
            var entry = row.entry
            let body = row.body?.utf8.count ?? 0
            if body > Self.mostBody { (entry.body, entry.salt, entry.bodyBytes) = (nil, nil, body) }
            size += Self.rest + (entry.body?.utf8.count ?? 0)
            if page.entries.isEmpty {
                page.previousHash = AuditChain.hex(row.previousHash)
            } else if size > bytes {
                return (page, true)
            }
            page.entries.append(entry)
        }
        return (page, page.entries.count == count)
    }

    /// The largest body that travels: with all its quotes escaped it still fits into a message.
    private static let mostBody = 100_000
    /// About what an entry has besides its body.
    private static let rest = 600
}
