import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Who is signed in, from where, since when (ACC-3).
struct SessionList: Sendable {
    var request: ListRequest
    /// Only this account's; nothing for everybody's.
    var account: EntityID?
    var limits: Session.Limits
    var now: Instant

    struct Item: FetchableRecord, Codable, Sendable {
        var id: EntityID
        var accountId: EntityID
        var signInName: String
        var startedAt: Instant
        var lastSeenAt: Instant
        var address: String
        var userAgent: String
    }

    func fetch(_ db: Database) throws -> Page<Item> {
        var query = PagedQuery(
            "sessionList", sorts: ["startedAt": "sessionList.startedAt", "lastSeenAt": "sessionList.lastSeenAt"],
            defaultSort: "startedAt")
        query.filter("sessionList.endedAt IS NULL")
        query.filter("sessionList.startedAt > \(now.adding(.zero - limits.absolute))")
        query.filter("sessionList.lastSeenAt > \(now.adding(.zero - limits.idle))")
        if let account { query.filter("sessionList.accountId = \(account)") }
        try query.filter(request, "accountId", EntityID.self) { "sessionList.accountId = \($0)" }
        return try query.fetch(Item.self, request, db)
    }
}

/// Whose a session is; nothing where there is none.
struct SessionOwner: Sendable {
    var session: EntityID

    func fetch(_ db: Database) throws -> EntityID? {
        try EntityID.fetchOne(db, sql: "SELECT accountId FROM session WHERE id = ?", arguments: [session])
    }
}
