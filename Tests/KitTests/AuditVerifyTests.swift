import Foundation
import GRDB
import Messages
import Store
import TestKit
import Testing

@testable import ServiceKit

/// Whatever is done to the file of a store, verifying its audit finds it, or comparing it with what was told does (ACC-5).
@Suite("Audit: verifying")
struct AuditVerifyTests {
    let ledger = Ledger()

    /// A store with ten entries, all of them told.
    private func store() async throws -> ServiceStore {
        let store = try ledger.ownerStore()
        for number in 1...10 {
            try await store.write { transaction in
                try transaction.audit("act \(number)", subject: "product/p-\(number)", details: ["number": "\(number)"])
            }
        }
        try await store.write { _ = try $0.publishAuditPage(upTo: 100, bytes: 100_000, deliver: { _, _ in }) }
        return store
    }

    /// In small parts, as a long chain is verified.
    private func faults(_ store: ServiceStore) async throws -> [AuditFault] {
        var (faults, position) = ([AuditFault](), AuditCheck?.none)
        repeat {
            let part = try await store.verifyAudit(from: position, limit: 3)
            faults += part.faults
            // What a client would send back.
            position = try part.next.map { try WireJSON.decode(AuditCheck.self, from: WireJSON.encode($0)) }
        } while position != nil
        return faults
    }

    /// Changes the file as somebody would who has it, and not through the service.
    private func tamper(_ sql: String, _ arguments: StatementArguments = StatementArguments()) async throws {
        let file = try DatabaseQueue(path: ledger.directory + "/pipeline/store.sqlite")
        try await file.write { try $0.execute(sql: sql, arguments: arguments) }
        try file.close()
    }

    @Test func anUntouchedChainHasNoFaults() async throws {
        defer { ledger.remove() }
        let store = try await store()
        #expect(try await faults(store).isEmpty)
        #expect(try await store.auditState().seq == 10)
    }

    @Test(arguments: [
        "at = at + 1", "actor = x'00112233445566778899aabbccddeeff'", "address = '10.0.0.1'", "act = 'nothing'",
        "entity = 'quote'", "recordId = 'p-9'", "origin = 'timer'", "cause = 'x'", "correlation = 'x'",
        "session = actor",
        "hash = zeroblob(32)", "bodyDigest = zeroblob(32)", "body = '{}'", "salt = zeroblob(16)",
        "body = NULL, salt = NULL", "epoch = -1",
    ])
    func aChangedEntryIsFound(change: String) async throws {
        defer { ledger.remove() }
        let store = try await store()
        // One whose session is the actor's already would not be changed.
        let prepared = change == "session = actor" ? "session = x'00112233445566778899aabbccddeeff'" : change
        try await tamper("UPDATE audit SET \(prepared) WHERE seq = 5")
        let faults = try await faults(store)
        #expect(faults.contains { $0.seq == 5 && $0.kind != .missing }, "\(change): \(faults)")
        #expect(faults.allSatisfy { (5...6).contains($0.seq) }, "\(faults)")
        #expect(try await !store.auditFaults().isEmpty)
    }

    @Test func aMissingEntryIsFoundInTheMiddleAtTheBeginningAndAtTheEnd() async throws {
        for (condition, expected) in [
            ("seq = 5", 5), ("seq IN (4, 5, 6)", 4), ("seq = 1", 1), ("seq > 8", 9), ("1", 1),
        ] {
            defer { ledger.remove() }
            let store = try await store()
            try await tamper("DELETE FROM audit WHERE \(condition)")
            let faults = try await faults(store)
            #expect(faults.map(\.kind) == [.missing] && faults[0].seq == Int64(expected), "\(condition): \(faults)")
        }
    }

    @Test func anAddedEntryIsFound() async throws {
        let copy = """
            INSERT INTO audit SELECT %, epoch, at, actor, session, address, origin, cause, correlation, act, entity, recordId,
              body, salt, bodyDigest, previousHash, hash FROM audit WHERE seq = 5
            """
        for place in ["0", "-3", "11"] {
            defer { ledger.remove() }
            let store = try await store()
            try await tamper(copy.replacing("%", with: place))
            let faults = try await faults(store)
            #expect(faults.contains { $0.kind == .added && $0.seq == Int64(place) }, "\(place): \(faults)")
        }
    }

    /// Those behind it moved one place on, so that there is room.
    @Test func anEntryPutBetweenTwoIsFound() async throws {
        defer { ledger.remove() }
        let store = try await store()
        try await tamper("UPDATE audit SET seq = -seq - 1 WHERE seq > 5; UPDATE audit SET seq = -seq WHERE seq < 0")
        try await tamper(
            """
            INSERT INTO audit SELECT 6, epoch, at, actor, session, address, origin, cause, correlation, 'made up', entity,
              recordId, body, salt, bodyDigest, hash, zeroblob(32) FROM audit WHERE seq = 5
            """)
        let faults = try await faults(store)
        #expect(faults.contains { $0.seq == 6 } && faults.contains { $0.seq == 7 }, "\(faults)")
    }

    /// One changed with its own hash made to fit: the next one names another before it.
    @Test func anEntryWrittenAnewWithItsHashIsFound() async throws {
        defer { ledger.remove() }
        let store = try await store()
        try await rewrite(from: 5, upTo: 5)
        let faults = try await faults(store)
        #expect(faults.map(\.seq) == [5] && faults[0].kind == .changed, "\(faults)")
    }

    /// All behind a changed entry written anew: the chain fits in itself, and only who was told before knows better.
    @Test func aChainWrittenAnewToItsEndFitsInItselfButNotToWhatWasTold() async throws {
        defer { ledger.remove() }
        let store = try await store()
        let told = try await store.auditMarks(after: 0, limit: 100)
        try await rewrite(from: 5, upTo: 10)
        #expect(try await faults(store).isEmpty)
        let now = try await store.auditMarks(after: 0, limit: 100)
        #expect(zip(told, now).map { $0 == $1 } == [true, true, true, true] + Array(repeating: false, count: 6))
    }

    /// Changes entry `first` and gives it and those up to `last` the hashes that follow.
    private func rewrite(from first: Int64, upTo last: Int64) async throws {
        let file = try DatabaseQueue(path: ledger.directory + "/pipeline/store.sqlite")
        try await file.write { db in
            try db.execute(sql: "UPDATE audit SET act = 'harmless' WHERE seq = ?", arguments: [first])
            let before = try Data.fetchOne(db, sql: "SELECT hash FROM audit WHERE seq = ?", arguments: [first - 1])
            var previous = Array(before ?? Data())
            for seq in first...last {
                let found = try AuditRow.fetchOne(db, sql: "SELECT * FROM audit WHERE seq = ?", arguments: [seq])
                let row = try #require(found)
                let hash = AuditChain.hash(row.link, bodyDigest: row.bodyDigest, previous: previous)
                try db.execute(
                    sql: "UPDATE audit SET previousHash = ?, hash = ? WHERE seq = ?",
                    arguments: [Data(previous), Data(hash), seq])
                previous = hash
            }
        }
        try file.close()
    }

    // MARK: Erasing, restoring

    @Test func whatIsErasedIsGoneAndTheChainStays() async throws {
        defer { ledger.remove() }
        let store = try await store()
        try await store.write { try $0.eraseAudit(of: try #require(Subject("product/p-5"))) }
        let row = try #require(try await store.auditEntry(5))
        #expect(row.body == nil && row.salt == nil && row.act == "act 5")
        #expect(try await faults(store).isEmpty)
        let part = try await store.verifyAudit(from: nil, limit: 100)
        #expect(part.erased == 1 && part.checked == 11)
        // Its digest does not give it away: the salt went with it.
        let guess = AuditChain.bodyDigest(#"{"details":{"number":"5"}}"#, salt: Array(repeating: 0, count: 16))
        #expect(AuditChain.hex(guess) != row.bodyDigest)
        // An erasure that the entry does not cover is none.
        try await tamper("UPDATE audit SET body = NULL, salt = NULL WHERE seq = 6")
        #expect(try await faults(store).map(\.seq) == [6])
    }

    @Test func aRestoredStoreGoesOnFromTheBackupAndSaysSo() async throws {
        defer { ledger.remove() }
        do { _ = try await store() }
        let path = ledger.directory + "/pipeline/store.sqlite"
        try StoreFile(path: path).checkpoint()
        try StoreFile(path: path).markRestored(
            epoch: 1, backupAt: Instant(milliseconds: 1_795_000_000_000), at: ledger.clock.now)
        let store = try ledger.ownerStore()
        try await store.write { try $0.audit("afterwards", subject: nil) }
        let restored = try #require(try await store.auditEntry(11))
        #expect(restored.act == "store restored" && restored.epoch == 1 && restored.origin == .operator)
        #expect(try await store.auditEntry(12)?.epoch == 1)
        #expect(try await faults(store).isEmpty)
        // An epoch that begins without it was begun by somebody else.
        try await tamper("DELETE FROM audit WHERE seq > 10; UPDATE auditChain SET publishedSeq = 10")
        try await store.write { try $0.audit("afterwards", subject: nil) }
        #expect(try await faults(store).map(\.kind) == [.added])
    }

    // MARK: From outside

    /// The bytes as the Gateway's README tells them, put together by a program that has nothing of ours.
    @Test(.enabled(if: TestTools.has("python3"), "no python3"))
    func anOutsiderCanVerifyAStore() async throws {
        defer { ledger.remove() }
        let store = try await store()
        try await store.write { try $0.eraseAudit(of: try #require(Subject("product/p-3"))) }
        let good = try await verifiedOutside()
        #expect(good.status == 0 && good.text.contains("11 entries, 1 erased"), "\(good)")
        try await tamper("UPDATE audit SET act = 'x' WHERE seq = 4")
        let bad = try await verifiedOutside()
        #expect(bad.status == 1 && bad.text.contains("entry 4"), "\(bad)")
    }

    private func verifiedOutside() async throws -> (status: Int32, text: String) {
        let log = ledger.directory + "/verified-\(UUID().uuidString).txt"
        let script = ServiceUnderTest.repositoryRoot + "/compose/examples/verify_audit.py"
        let process = try ManagedProcess(
            "/usr/bin/env", ["python3", script, ledger.directory + "/pipeline/store.sqlite"],
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""], log: log)
        try await waitUntil("the script to end") { !process.isRunning }
        return (process.status, try String(contentsOfFile: log, encoding: .utf8))
    }
}
