import Foundation
import GRDB
import Logging
import Messages
import Synchronization

/// What a commit brought: handed to whoever must act on it without reading the store again.
public struct CommitSummary: Sendable {
    /// New rows of the outbox, in their order.
    public var published: [OutboxRow]
    /// The earliest due time among the timers set.
    public var earliestTimer: Instant?
    public var signals: Set<CommitSignal> = []

    var isNews: Bool { !published.isEmpty || earliestTimer != nil || !signals.isEmpty }
}

/// Work that a commit leaves for somebody who sleeps until then.
public enum CommitSignal: Sendable, Hashable {
    /// Something that was put aside can be tried now.
    case deferred
    /// There is something to do about copies of records.
    case copies
    /// There is mail to send that no message tells of.
    case mail
    /// What somebody may do has changed.
    case access
    /// The audit has grown.
    case audit
}

/// A service's one SQLite store: WAL, `synchronous=FULL`, one writer behind a queue, many readers.
///
/// The process that opens it holds its lock until it ends. A newer release's store and another service's are refused.
public struct ServiceStore: Sendable {
    public let path: String
    public let service: ServiceName
    public let site: String
    public let world: World
    /// `urn:quen:<site>:<service>`: the `source` of everything published from here.
    public var source: String { "urn:quen:\(site):\(service.rawValue)" }

    private let pool: DatabasePool
    private let lock: StoreLock
    private let queue: WriteQueue
    private let observers: Observers
    private let overload = Overload()

    /// Opens, or makes, `store.sqlite` in `directory`. `migrations` adds the service's own tables.
    public init(
        directory: String, service: ServiceName, site: String, world: World = .live, lockWait: Duration = .zero,
        migrations: (inout DatabaseMigrator) -> Void
    ) throws {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw StoreError.cannotOpen(path: directory, reason: error.localizedDescription)
        }
        path = directory + "/store.sqlite"
        self.service = service
        self.site = site
        self.world = world
        lock = try StoreLock(path: directory + "/store.lock", wait: lockWait)
        pool = try Self.open(path)
        try Self.migrate(pool, migrations)
        let epoch = try Self.identify(pool, service: service, site: site)
        let observers = Observers()
        self.observers = observers
        let source = "urn:quen:\(site):\(service.rawValue)"
        queue = WriteQueue { [pool] jobs in
            Self.perform(jobs, in: pool, observers: observers) {
                Transaction(db: $0, cause: $1, source: source, epoch: epoch, world: world)
            }
        }
    }

    // MARK: Reading and writing

    /// Runs `body` in a transaction of its own or one shared with others that wait; returns after the commit.
    /// Throws what `body` throws, with nothing kept, or `StoreError.unavailable` where SQLite cannot write.
    public func write<T: Sendable>(
        cause: Cause = .system, priority: WritePriority = .command,
        _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        if priority == .command, let reason = overload.reason {
            throw StoreError.overloaded(reason: reason)
        }
        let result = Outcome<T>()
        return try await withCheckedThrowingContinuation { continuation in
            queue.enqueue(
                WriteQueue.Job(
                    cause: cause,
                    execute: { transaction in
                        let value = Result { try body(transaction) }
                        result.value.withLock { $0 = value }
                        if case .success = value { return true } else { return false }
                    },
                    finish: { failure in
                        if let failure { return continuation.resume(throwing: failure) }
                        guard let value = result.value.withLock({ $0 }) else {
                            return continuation.resume(throwing: StoreError.unavailable(reason: "not run"))
                        }
                        continuation.resume(with: value)
                    }), priority)
        }
    }

    /// Reads a consistent state; does not wait for writers.
    public func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await pool.read(body)
    }

    /// For start-up, before anything runs.
    public func readNow<T>(_ body: (Database) throws -> T) throws -> T { try pool.read(body) }

    /// Calls `observe` after every commit that published, set a timer or signalled, on the writer's thread: it must be brief.
    /// The store keeps it until it ends itself: what holds the store must not be captured, or neither ever ends.
    public func onCommit(_ observe: @escaping @Sendable (CommitSummary) -> Void) {
        observers.list.withLock { $0.append(observe) }
    }

    /// Refuses commands from now on, with the reason, or takes them again as far as `refuser` is concerned; what runs in
    /// the background goes on.
    public func refuseCommands(_ refuser: Refuser, because reason: String?) {
        overload.reasons.withLock { $0[refuser] = reason }
    }

    public enum Refuser: Sendable, Hashable {
        /// Too much waits to be published, or the disk is nearly full.
        case limits
        /// The store was put back to a backup and has not heard from the others yet.
        case restoring
    }

    /// Moves the write-ahead log into the store; part of an orderly stop.
    public func checkpoint() async throws {
        try await pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
    }

    /// Lets another process, or a test's next run, have the store: the last thing of an orderly stop.
    public func releaseLock() { lock.release() }

    /// What this store knows as applied, for the operator's checks.
    public func integrityCheck() async throws -> [String] {
        try await pool.read { try $0.storeFaults() }
    }

    // MARK: Opening

    private static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY")
            SearchFolding.register(in: db)
        }
        let pool: DatabasePool
        do { pool = try DatabasePool(path: path, configuration: configuration) } catch {
            throw StoreError.cannotOpen(path: path, reason: "\(error)")
        }
        // The pool sets NORMAL itself after `prepareDatabase`: an acknowledgement would not follow an fsync.
        let synchronous = try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
            return try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? 0
        }
        guard synchronous == 2 else { throw StoreError.notDurable(synchronous: synchronous) }
        return pool
    }

    private static func migrate(_ pool: DatabasePool, _ migrations: (inout DatabaseMigrator) -> Void) throws {
        var migrator = DatabaseMigrator()
        BaseMigrations.register(&migrator)
        migrations(&migrator)
        let known = Set(migrator.migrations)
        let newer = try pool.read { db in try migrator.appliedIdentifiers(db).subtracting(known) }
        guard newer.isEmpty else { throw StoreError.newerStore(applied: newer.sorted()) }
        try migrator.migrate(pool)
    }

    /// Fixes owner and site at the first start; refuses another's store afterwards. Returns the epoch.
    private static func identify(_ pool: DatabasePool, service: ServiceName, site: String) throws -> Int64 {
        try pool.write { db in
            guard let row = try Row.fetchOne(db, sql: "SELECT service, site, epoch FROM identity") else {
                try db.execute(
                    sql: "INSERT INTO identity(one, service, site) VALUES (1, ?, ?)",
                    arguments: [service.rawValue, site])
                return 0
            }
            let found = "\(row["service"] as String) at \(row["site"] as String)"
            let expected = "\(service.rawValue) at \(site)"
            guard found == expected else { throw StoreError.foreign(expected: expected, found: found) }
            return row["epoch"]
        }
    }

    // MARK: Performing

    private static func perform(
        _ jobs: [WriteQueue.Job], in pool: DatabasePool, observers: Observers,
        begin: (Database, Cause) -> Transaction
    ) {
        var summary = CommitSummary(published: [])
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for job in jobs { try run(job, alone: jobs.count == 1, db: db, begin: begin, summary: &summary) }
                    return .commit
                }
            }
        } catch is Abandoned {
            jobs.forEach { $0.finish(nil) }
            return
        } catch {
            let failure = StoreError.unavailable(reason: (error as? DatabaseError)?.message ?? "write failed")
            jobs.forEach { $0.finish(failure) }
            return
        }
        if summary.isNews { observers.notify(summary) }
        jobs.forEach { $0.finish(nil) }
    }

    /// Thrown to roll back a transaction whose only job failed; the job itself knows why.
    private struct Abandoned: Error {}

    private static func run(
        _ job: WriteQueue.Job, alone: Bool, db: Database, begin: (Database, Cause) -> Transaction,
        summary: inout CommitSummary
    ) throws {
        let transaction = begin(db, job.cause)
        if alone {
            guard job.execute(transaction) else { throw Abandoned() }
        } else {
            var isKept = false
            try db.inSavepoint {
                isKept = job.execute(transaction)
                return isKept ? .commit : .rollback
            }
            guard isKept else { return }
        }
        summary.published += transaction.published
        summary.signals.formUnion(transaction.signals)
        if let timer = transaction.earliestTimer {
            summary.earliestTimer = min(summary.earliestTimer ?? timer, timer)
        }
    }

    private final class Overload: Sendable {
        let reasons = Mutex<[Refuser: String]>([:])
        var reason: String? { reasons.withLock { $0.values.first } }
    }

    private final class Observers: Sendable {
        let list = Mutex<[@Sendable (CommitSummary) -> Void]>([])
        func notify(_ summary: CommitSummary) { list.withLock { $0 }.forEach { $0(summary) } }
    }

    /// What a job came to, between running and the commit.
    private final class Outcome<T: Sendable>: Sendable {
        let value = Mutex<Result<T, any Error>?>(nil)
    }
}
