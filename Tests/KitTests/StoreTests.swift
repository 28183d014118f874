import Foundation
import GRDB
import Messages
import Messaging
import ServiceKit
import Store
import TestKit
import Testing

@Suite("Store")
struct StoreTests {
    let ledger = Ledger()

    @Test func aSecondInstanceIsRefusedAndTheFirstUndisturbed() async throws {
        defer { ledger.remove() }
        let first = try ledger.ownerStore()
        let before = ContinuousClock.now
        #expect(throws: StoreError.self) { try ledger.ownerStore() }
        #expect(ContinuousClock.now - before < .seconds(2))
        try await first.write { try $0.db.execute(sql: "DELETE FROM product") }
    }

    @Test func aWaitingInstanceTakesOverWhenTheFirstEnds() async throws {
        defer { ledger.remove() }
        var first: ServiceStore? = try ledger.ownerStore()
        let directory = ledger.directory + "/pipeline"
        let waiting = Task {
            try ServiceStore(directory: directory, service: .pipeline, site: "main", lockWait: .seconds(20)) {
                $0.registerMigration("product") { _ in }
            }
        }
        try await first?.write { try $0.db.execute(sql: "DELETE FROM product") }
        first = nil
        let second = try await waiting.value
        #expect(second.path.hasSuffix("pipeline/store.sqlite"))
    }

    @Test func aNewerStoreIsRefused() throws {
        defer { ledger.remove() }
        let open = { (name: String) in
            try ServiceStore(directory: ledger.directory, service: .customers, site: "main") {
                $0.registerMigration("1") { _ in }
                if name == "newer" { $0.registerMigration("2") { _ in } }
            }
        }
        _ = try open("newer")
        #expect(throws: StoreError.newerStore(applied: ["2"])) { _ = try open("older") }
    }

    @Test func anotherServicesStoreIsRefused() throws {
        defer { ledger.remove() }
        _ = try ServiceStore(directory: ledger.directory, service: .customers, site: "main") { _ in }
        #expect(throws: StoreError.foreign(expected: "pipeline at main", found: "customers at main")) {
            _ = try ServiceStore(directory: ledger.directory, service: .pipeline, site: "main") { _ in }
        }
        #expect(throws: StoreError.foreign(expected: "customers at hue", found: "customers at main")) {
            _ = try ServiceStore(directory: ledger.directory, service: .customers, site: "hue") { _ in }
        }
    }

    @Test func commandsThatShareACommitLoseOnlyTheOneThatThrows() async throws {
        defer { ledger.remove() }
        struct Refused: Error {}
        let store = try ledger.ownerStore()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await store.write { transaction in
                            var product = Ledger.Product(id: transaction.newID(), name: "P\(number)")
                            try transaction.insert(&product)
                            if number % 10 == 3 { throw Refused() }
                        }
                        return true
                    } catch { return false }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(outcomes.filter(\.self).count == 180)
        let (rows, events) = try await store.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM product") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM outbox") ?? 0
            )
        }
        #expect(rows == 180)
        #expect(events == 180)
    }

    @Test func anUpdateFromAnOldVersionIsRefused() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        let id = try await store.write { transaction in
            var product = Ledger.Product(id: transaction.newID(), name: "old")
            try transaction.insert(&product)
            return product.id
        }
        let rename = { @Sendable (name: String, expected: EventSequence) in
            try await store.write { transaction in
                var product = try transaction.fetch(Ledger.Product.self, id)
                let old = product
                product.name = name
                return try transaction.update(&product, from: old, expected: expected).sequence
            }
        }
        #expect(try await rename("new", EventSequence(1)) == EventSequence(2))
        await #expect(throws: CommonError.self) { try await rename("newer", EventSequence(1)) }
        #expect(try await rename("new", EventSequence(2)) == EventSequence(2), "nothing changed, no event")
    }

    @Test(arguments: [
        ("nguyen van an", "Nguyễn Văn Ân"), ("do thi y", "Đỗ Thị Ý"), ("hoa binh", "Hoà Bình"),
        ("hoa binh", "Ho\u{E0} B\u{EC}nh".decomposedStringWithCanonicalMapping), ("HÒA", "hoà"), ("y", "Ý Nhi"),
    ])
    func searchPassesOverTonesAndCase(query: String, name: String) async throws {
        defer { ledger.remove() }
        let store = try ServiceStore(directory: ledger.directory, service: .customers, site: "main") {
            $0.registerMigration("search") { db in
                try db.execute(sql: "CREATE VIRTUAL TABLE names USING fts5(name, tokenize='vietnamese')")
            }
        }
        try await store.write { try $0.db.execute(sql: "INSERT INTO names VALUES (?)", arguments: [name]) }
        let found = try await store.read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM names WHERE names MATCH ?", arguments: [SearchFolding.query(query)])
        }
        #expect(found == [name])
    }
}

@Suite("Timers")
struct TimerTests {
    let ledger = Ledger()
    let subject = Subject("contract", EntityID(high: 1, low: 2))

    private func states(_ store: ServiceStore) async throws -> [String: String] {
        try await store.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT occurrence, state FROM timer")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["occurrence"], $0["state"]) })
        }
    }

    private func plan(_ occurrence: String, _ ledger: Ledger, inSeconds seconds: Int) -> TimerPlan {
        TimerPlan(occurrence: occurrence, dueAt: ledger.clock.now.adding(.seconds(seconds)), payload: "{}")
    }

    @Test func aChangedDateCancelsTheOldTimerAndARevivedOneFiresUnlessItHas() async throws {
        defer { ledger.remove() }
        let store = try ledger.ownerStore()
        let (subject, ledger) = (subject, ledger)
        let set = { @Sendable (plans: [TimerPlan]) in
            try await store.write { try $0.setTimers(kind: "expiry", subject: subject, to: plans) }
        }
        try await set([plan("a", ledger, inSeconds: 60)])
        try await set([plan("b", ledger, inSeconds: 60)])
        #expect(try await states(store) == ["a": "cancelled", "b": "waiting"])
        try await set([plan("a", ledger, inSeconds: 60)])
        #expect(try await states(store) == ["a": "waiting", "b": "cancelled"])
        ledger.clock.advance(by: .seconds(61))
        let fired = try await store.write { transaction in
            try TimerRow.due(transaction.db, at: transaction.now, limit: 10).map { try transaction.fire($0) }
        }
        #expect(fired == [true])
        try await set([plan("b", ledger, inSeconds: 60)])
        try await set([plan("a", ledger, inSeconds: 60)])
        #expect(try await states(store) == ["a": "fired", "b": "cancelled"])
    }

    /// After a restore nobody knows whether it fired: only an operator lets it, whatever is heard of its record.
    @Test func aTimerThatWaitsForAnOperatorsWordFiresOnlyThen() async throws {
        defer { ledger.remove() }
        let store = try ledger.consumerStore()
        let kernel = try await ledger.consumer(store, MemoryBroker(Catalogue.topology()))
        let (subject, ledger) = (subject, ledger)
        let plans = [plan("a", ledger, inSeconds: -60), plan("b", ledger, inSeconds: -60)]
        try await store.write { transaction in
            try transaction.setTimers(kind: "expiry", subject: subject, to: plans)
            try transaction.db.execute(sql: "UPDATE timer SET state = 'parked'")
            try transaction.setTimers(kind: "expiry", subject: subject, to: plans)
        }
        #expect(try await states(store) == ["a": "parked", "b": "parked"])
        let timers = ParkedTimers(kernel)
        #expect(try await timers.list(ParkedTimerChoice(kind: "expiry")).map(\.occurrence) == ["a", "b"])
        #expect(try await timers.release(ParkedTimerChoice(kind: "other")) == 0)
        #expect(try await timers.release(ParkedTimerChoice(subject: subject.description)) == 2)
        #expect(try await states(store) == ["a": "waiting", "b": "waiting"])
        #expect(try await kernel.status().timersParked == 0)
    }
}
