import Foundation
import GRDB
import Messages

/// A store that no process has open: one that was stopped, or the copy of one.
public struct StoreFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// The migrations of the tables that every service has.
    public static var baseMigrations: [String] { migrator.migrations }

    /// Throws `StoreError.cannotOpen` where the file is no store.
    public func facts() throws -> StoreFacts { try read { try StoreFacts($0) } }

    /// What SQLite finds wrong with it; nothing where it is sound.
    public func faults() throws -> [String] { try read { try $0.storeFaults() } }

    /// Moves the write-ahead log into the store, so that the file alone is the whole of it.
    public func checkpoint() throws {
        try write { db in _ = try db.checkpoint(.truncate) }
    }

    /// Marks a copy as the store from now on: its events begin a new epoch, and a restoration is open until the other
    /// services have said what they hold. The base tables are brought up to this release first.
    public func markRestored(epoch: Int64, backupAt: Instant, at now: Instant) throws {
        let queue = try open(readonly: false)
        try Self.migrator.migrate(queue)
        try queue.write { db in
            try db.execute(sql: "UPDATE identity SET epoch = ?", arguments: [epoch])
            try db.execute(
                sql: "INSERT INTO restoration(backupAt, restoredAt, epoch) VALUES (?, ?, ?)",
                arguments: [backupAt, now, epoch])
            try noteRestored(epoch: epoch, backupAt: backupAt, at: now, db)
        }
        try queue.close()
    }

    /// The audit goes on from the backup; the first entry of the epoch says why what was told since is not there.
    private func noteRestored(epoch: Int64, backupAt: Instant, at now: Instant, _ db: Database) throws {
        let facts = try StoreFacts(db)
        let log = AuditLog(db, source: "urn:quen:\(facts.site):\(facts.service)")
        let link = AuditChain.Link(seq: 0, epoch: epoch, at: now, origin: .operator, act: AuditAct.restored)
        let body = AuditBody.act(details: ["backupAt": backupAt.description, "epoch": "\(epoch)"])
        _ = try log.append(link, body: body, after: try log.head())
    }

    // MARK: Opening

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        BaseMigrations.register(&migrator)
        return migrator
    }

    private func read<T>(_ body: (Database) throws -> T) throws -> T {
        let queue = try open(readonly: true)
        defer { try? queue.close() }
        do { return try queue.read(body) } catch let error as DatabaseError { throw notAStore(error) }
    }

    private func write(_ body: (Database) throws -> Void) throws {
        let queue = try open(readonly: false)
        do { try queue.writeWithoutTransaction(body) } catch let error as DatabaseError { throw notAStore(error) }
        try queue.close()
    }

    private func open(readonly: Bool) throws -> DatabaseQueue {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError.cannotOpen(path: path, reason: "there is no such file")
        }
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            SearchFolding.register(in: db)
            if !readonly { try db.execute(sql: "PRAGMA synchronous = FULL") }
        }
        do { return try DatabaseQueue(path: path, configuration: configuration) } catch let error as DatabaseError {
            throw notAStore(error)
        }
    }

    private func notAStore(_ error: DatabaseError) -> StoreError {
        .cannotOpen(path: path, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
    }
}

extension Database {
    /// What is wrong with the file and with references between its rows.
    func storeFaults() throws -> [String] {
        try String.fetchAll(self, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
            + Row.fetchAll(self, sql: "PRAGMA foreign_key_check").map { "foreign key: \($0)" }
    }
}
