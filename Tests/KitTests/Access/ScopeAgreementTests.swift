import Foundation
import GRDB
import Messages
import Store
import TestKit
import Testing

@testable import ServiceKit

/// ACC-2, CUS-7: lists, single records, new records and explanations all say the same, which is what the rule says.
@Suite struct ScopeAgreementTests {
    @Test(arguments: 1...4) func everythingThatDecidesDecidesAlike(seed: UInt64) async throws {
        let directory = NSTemporaryDirectory() + "quen-scope-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (firm, store) = (RandomFirm(seed: seed), try RandomFirm.store(in: directory))
        try await store.write { try firm.write($0.db) }
        try await store.read { db in
            for employee in firm.employees {
                for action in Action.allCases {
                    for scope in AccessScope.allCases {
                        try Self.compare(firm, employee, action, scope, db)
                    }
                }
            }
        }
    }

    private static func compare(
        _ firm: RandomFirm, _ employee: RandomFirm.Employee, _ action: Action, _ scope: AccessScope, _ db: Database
    ) throws {
        let wide = firm.person(employee, [Permission(.contacts, action, scope), Permission(.contacts, action, .own)])
        let person = try #require(try wide.present(at: RandomFirm.now, db))
        #expect(person.branch == employee.branch)
        let rows = RowScope(person, RandomFirm.thing, action)
        let list: SQLRequest<EntityID> = "SELECT id FROM thing WHERE \(rows.condition("thing"))"
        let listed = try list.fetchSet(db)
        for thing in firm.things {
            let expected = firm.reaches(thing, employee, action, scope)
            let what: Comment = "\(employee.id) \(action) \(scope) \(thing.id)"
            #expect(listed.contains(thing.id) == expected, what)
            #expect(try rows.reaches(thing.id, db) == expected, what)
            #expect(try rows.covers(thing.ownership, db) == firm.covers(thing.ownership, employee, scope), what)
            let explained = try AccessExplanation(entity: RandomFirm.thing, id: thing.id, person: person).fetch(db)
            for verdict in explained.actions {
                #expect(verdict.isAllowed == (verdict.action == action && expected), what)
                #expect(!verdict.reasons.isEmpty, what)
                let negative = verdict.reasons.contains { ["no-permission", "out-of-reach"].contains($0.kind) }
                #expect(negative == !verdict.isAllowed, what)
            }
        }
    }

    @Test func withoutAPermissionNothingIsInReachWhateverIsShared() async throws {
        let directory = NSTemporaryDirectory() + "quen-scope-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let (firm, store) = (RandomFirm(seed: 1), try RandomFirm.store(in: directory))
        try await store.write { try firm.write($0.db) }
        try await store.read { db in
            for employee in firm.employees {
                let other = try #require(
                    try firm.person(employee, [Permission(.customers, .view, .all)]).present(at: RandomFirm.now, db))
                let rows = RowScope(other, RandomFirm.thing)
                for thing in firm.things { #expect(try !rows.reaches(thing.id, db)) }
            }
        }
    }
}
