import Foundation
import GRDB
import Messages
import Store

/// What a service does of its own after its store was put back to the state of a backup.
public struct RestoreHandler: Sendable {
    public typealias Begin =
        @Sendable (Transaction, _ backupAt: Instant, _ restoredAt: Instant) throws -> Void
    public typealias ContinueNumbers =
        @Sendable (Transaction, _ entity: String, [ComparisonAnswered.DocumentNumber]) throws -> [String]

    /// The first thing at a start, before anything runs; at each while the restore is open. Between the two times nobody
    /// knows what this service did.
    let begin: Begin
    /// Goes on after the highest numbers of documents that the others have seen; what was done, in words.
    let continueNumbers: ContinueNumbers

    public init(
        begin: @escaping Begin = { _, _, _ in }, continueNumbers: @escaping ContinueNumbers = { _, _, _ in [] }
    ) {
        self.begin = begin
        self.continueNumbers = continueNumbers
    }
}

/// Brings a store that was put back to a backup and the others into agreement (fault 21): before anything new is begun it
/// asks all who hold copies of its records what they hold. What they hold in later versions is published anew under the
/// new epoch's numbers, what the backup does not know is taken from them, and both are reported.
struct Restoring: Sendable {
    let service: ServiceName
    let owned: [String: OwnedRecords]
    let handler: RestoreHandler
    let gate: Gate

    /// Who must be heard, and of what.
    private var expected: [(service: ServiceName, entity: String)] {
        owned.keys.sorted().flatMap { entity in
            Catalogue.subscribers(of: entity).map { ($0.service, entity) }
        }
    }

    /// Before anything runs.
    func start(_ transaction: Transaction) throws {
        guard let restoration = try Restoration.open(transaction.db) else { return }
        try handler.begin(transaction, restoration.backupAt, restoration.restoredAt)
    }

    /// Asks those who have not been asked since the restore, or have not answered for ten minutes; `false` where nothing is
    /// open.
    func begin(_ transaction: Transaction) throws -> Bool {
        guard let restoration = try Restoration.open(transaction.db) else { return false }
        for (service, entity) in expected
        where try !wasAsked(service, entity, restoration, transaction.now, transaction.db) {
            try transaction.addComparison(of: entity, with: service)
        }
        try settleIfAllHeard(transaction)
        return true
    }

    private func wasAsked(
        _ service: ServiceName, _ entity: String, _ restoration: Restoration, _ now: Instant, _ db: Database
    ) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM comparison WHERE entity = ?1 AND service = ?2 AND requestedAt >= ?3
                    AND (answeredAt IS NOT NULL OR requestedAt > ?4))
                  OR EXISTS (SELECT 1 FROM copiesTask WHERE kind = 'compare' AND entity = ?1 AND service = ?2)
                """, arguments: [entity, service, restoration.restoredAt, now.adding(.seconds(-600))]) ?? false
    }

    /// Who has not answered yet.
    func waitsFor(_ db: Database) throws -> [String] {
        guard let restoration = try Restoration.open(db) else { return [] }
        return try expected.filter { service, entity in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT NOT EXISTS (SELECT 1 FROM comparison
                      WHERE entity = ? AND service = ? AND requestedAt >= ? AND answeredAt IS NOT NULL)
                    """, arguments: [entity, service, restoration.restoredAt]) ?? true
        }.map { "\($0.service.rawValue): \($0.entity)" }
    }

    /// `difference`: what `holder` holds in later versions than this store, or what this store does not know.
    func repair(
        _ difference: VersionDifference, _ records: OwnedRecords, _ holder: ServiceName, _ transaction: Transaction
    ) throws {
        let entity = records.entity.entity
        let lost = difference.older.filter { $0.mine == nil }.map(\.id)
        let changed = difference.older.filter { $0.mine != nil }.map(\.id)
        // One that is deleted here and was made again there has no row to be published anew.
        let gone = try changed.filter { try !records.publishAnew(transaction, $0, "restored from a backup") }
        let unknown = lost + gone
        for start in stride(from: 0, to: unknown.count, by: 1000) {
            try transaction.send(
                SnapshotPage<JSONValue>(
                    entity: entity, bootstrap: nil, page: 1, isLast: true, records: [],
                    unknown: Array(unknown[start..<min(start + 1000, unknown.count)])), to: holder)
        }
        try transaction.report(
            changed, "\(entity): changes since the backup are lost; \(holder.rawValue) was told the state of the backup"
        )
        try transaction.report(
            lost, "\(entity): made since the backup and lost; taken from \(holder.rawValue)")
    }

    /// All that `holder` holds of a kind has been looked at.
    func heard(_ answer: ComparisonAnswered, _ holder: ServiceName, _ transaction: Transaction) throws {
        // A late answer raises numbers as well, and that alone.
        guard try Restoration.newest(transaction.db) != nil else { return }
        let done = try handler.continueNumbers(transaction, answer.entity, answer.numbers)
        try transaction.report(done.map { "\($0) (as \(holder.rawValue) says)" })
        try settleIfAllHeard(transaction)
    }

    /// Goes on without those that cannot answer; an operator's word.
    func settle(without services: Set<ServiceName>, _ transaction: Transaction) throws {
        guard let restoration = try Restoration.open(transaction.db) else { return }
        let missing = try waitsFor(transaction.db)
        let others = missing.filter { pair in !services.contains { pair.hasPrefix($0.rawValue + ":") } }
        guard others.isEmpty else {
            throw CommonError.conflict(
                code: "not-heard",
                message: Bilingual(
                    en:
                        "These have not said what they hold: \(others.joined(separator: ", ")). Start them, or name them too.",
                    vi:
                        "Các dịch vụ sau chưa trả lời: \(others.joined(separator: ", ")). Hãy khởi động hoặc nêu tên chúng."
                ))
        }
        try transaction.report(missing.map { "not heard, by the operator's word: \($0)" })
        try settle(restoration, transaction)
    }

    private func settleIfAllHeard(_ transaction: Transaction) throws {
        guard let restoration = try Restoration.open(transaction.db), try waitsFor(transaction.db).isEmpty else {
            return
        }
        try settle(restoration, transaction)
    }

    private func settle(_ restoration: Restoration, _ transaction: Transaction) throws {
        try transaction.db.execute(
            sql: "UPDATE restoration SET settledAt = ? WHERE number = ?",
            arguments: [transaction.now, restoration.number])
        // As a holder of copies it lacks what came since the backup.
        for entry in Catalogue.subscriptions where entry.service == service {
            try transaction.addComparison(of: entry.entity.entity, with: entry.entity.owner)
        }
        transaction.signal(.copies)
    }
}

/// A row of `restoration`.
struct Restoration: FetchableRecord, Sendable {
    var number: Int64
    var backupAt: Instant
    var restoredAt: Instant
    var epoch: Int64
    var settledAt: Instant?
    var report: [String]

    init(row: Row) throws {
        number = row["number"]
        backupAt = row["backupAt"]
        restoredAt = row["restoredAt"]
        epoch = row["epoch"]
        settledAt = row["settledAt"]
        report = try JSONDecoder().decode([String].self, from: Data((row["report"] as String).utf8))
    }

    static func newest(_ db: Database) throws -> Restoration? {
        try fetchOne(db, sql: "SELECT * FROM restoration ORDER BY number DESC LIMIT 1")
    }

    static func open(_ db: Database) throws -> Restoration? {
        try newest(db).flatMap { $0.settledAt == nil ? $0 : nil }
    }
}

extension Transaction {
    /// Adds to the newest restoration's report; at most a thousand lines are kept.
    fileprivate func report(_ lines: [String]) throws {
        guard !lines.isEmpty, let restoration = try Restoration.newest(db) else { return }
        let all = Array((restoration.report + lines).prefix(1000))
        try db.execute(
            sql: "UPDATE restoration SET report = ? WHERE number = ?",
            arguments: [String(decoding: try WireJSON.encode(all), as: UTF8.self), restoration.number])
    }

    fileprivate func report(_ ids: [EntityID], _ what: String) throws {
        guard !ids.isEmpty else { return }
        let named = ids.prefix(20).map(\.description).joined(separator: ", ")
        try report(["\(ids.count) \(what): \(named)\(ids.count > 20 ? ", …" : "")"])
    }
}
