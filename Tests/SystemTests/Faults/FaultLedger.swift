import Foundation
import GRDB
import Messages
import TestKit

/// The ledger check: every committed change is applied exactly once at each consumer, in the order of its record, and
/// nothing is put aside but the poison.
///
/// Triggers in the consumers' stores write down every row that an event made or changed, in the order of the commits; the
/// owner's outbox says what that must be.
struct FaultLedger {
    let installation: Installation
    let kind: RecordKind
    let consumers: [ServiceName]

    init(_ installation: Installation, _ kind: RecordKind, consumers: [ServiceName]? = nil) {
        self.installation = installation
        self.kind = kind
        self.consumers = (consumers ?? Array(kind.marks.keys)).sorted { $0.rawValue < $1.rawValue }
    }

    /// Call once, when the consumers are ready and nothing has come yet.
    func watch() async throws {
        for consumer in consumers {
            let table = kind.marks[consumer] ?? ""
            try await StoreReader(installation, consumer).execute(
                """
                CREATE TABLE testAudit(n INTEGER PRIMARY KEY, mark TEXT NOT NULL, at REAL NOT NULL);
                CREATE TRIGGER testAuditInsert AFTER INSERT ON \(table) BEGIN
                  INSERT INTO testAudit(mark, at) VALUES (hex(NEW.id) || '@' || NEW.sequence, julianday('now')); END;
                CREATE TRIGGER testAuditUpdate AFTER UPDATE ON \(table) BEGIN
                  INSERT INTO testAudit(mark, at) VALUES (hex(NEW.id) || '@' || NEW.sequence, julianday('now')); END;
                """)
        }
    }

    /// Waits until all `count` events are applied everywhere, then compares one by one. Returns a few words for the line.
    @discardableResult
    func isExact(_ count: Int, within patience: Duration = .seconds(60), parked: [ServiceName: Int] = [:]) async throws
        -> String
    {
        do {
            try await waitUntil("\(count) events to be applied", atMost: patience) {
                if try await owned() < count { return false }
                for consumer in consumers where try await applied(consumer) < count { return false }
                return true
            }
        } catch is TestFailure {
            throw TestFailure("waited \(patience) for \(count) events: \(try await standing())")
        }
        try await compare(count)
        for service in Set(consumers + [kind.owner]) {
            let aside = try await StoreReader(installation, service).int("SELECT count(*) FROM deferred")
            try Fault.require(aside == parked[service] ?? 0, "\(service): \(aside) messages are put aside")
            let holes = try await StoreReader(installation, service).int("SELECT count(*) FROM hole")
            try Fault.require(holes == 0, "\(service): \(holes) holes")
        }
        return "\(count) events, ledger exact"
    }

    private func compare(_ count: Int) async throws {
        let owner = try await StoreReader(installation, kind.owner).strings(
            "SELECT subject || '@' || sequence FROM outbox WHERE \(Self.rows(kind)) ORDER BY seq")
        let expected = Self.bySubject(
            owner.map {
                $0.dropFirst(kind.rawValue.count + 1).replacing("-", with: "").uppercased()
            })
        try Fault.require(owner.count == count, "the owner has \(owner.count) events instead of \(count)")
        for (subject, sequences) in expected {
            try Fault.require(
                sequences == Array(1...Int64(sequences.count)), "the owner's \(subject) went \(sequences)")
        }
        for consumer in consumers {
            let marks = try await StoreReader(installation, consumer).strings("SELECT mark FROM testAudit ORDER BY n")
            let actual = Self.bySubject(marks)
            let different = expected.keys.filter { actual[$0] != expected[$0] }.sorted()
            try Fault.require(
                different.isEmpty && actual.count == expected.count,
                "\(consumer) differs in \(different.count) records; \(different.first ?? "-") went "
                    + "\(different.first.flatMap { actual[$0] } ?? []) instead of "
                    + "\(different.first.flatMap { expected[$0] } ?? [])")
        }
    }

    private static func rows(_ kind: RecordKind) -> String {
        "exchange = 'quen.events' AND subject LIKE '\(kind.rawValue)/%'"
    }

    private static func bySubject(_ marks: [String]) -> [Substring: [Int64]] {
        marks.reduce(into: [:]) { lists, mark in
            let parts = mark.split(separator: "@")
            lists[parts[0], default: []].append(Int64(parts[1]) ?? -1)
        }
    }

    // MARK: How far it is

    /// How many events the owner has committed.
    func owned() async throws -> Int {
        try await StoreReader(installation, kind.owner).int("SELECT count(*) FROM outbox WHERE \(Self.rows(kind))")
    }

    /// How many events the consumer has applied.
    func applied(_ consumer: ServiceName) async throws -> Int {
        try await StoreReader(installation, consumer).int("SELECT count(*) FROM testAudit")
    }

    func waitForApplied(_ count: Int, _ consumer: ServiceName, within patience: Duration = .seconds(60)) async throws {
        try await waitUntil("\(consumer) to apply \(count)", atMost: patience) { try await applied(consumer) >= count }
    }

    private func standing() async throws -> String {
        var text = "the owner has \(try await owned())"
        for consumer in consumers { text += ", \(consumer) \(try await applied(consumer))" }
        for service in Set(consumers + [kind.owner]) { text += "\n\(service): \(installation.logTail(service))" }
        return text
    }
}
