import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Who is signed in, and ending that (ACC-3).
struct SessionRoutes {
    let routes: GatewayRoutes
    let limits: Session.Limits

    struct SessionResponse: Encodable, Sendable {
        var id: EntityID
        var accountId: EntityID
        var signInName: String
        var startedAt: Instant
        var lastSeenAt: Instant
        var address: String
        var userAgent: String
        /// Whether it is the one that asks.
        var isCurrent: Bool

        init(_ item: SessionList.Item, current: EntityID) {
            id = item.id
            accountId = item.accountId
            signInName = item.signInName
            startedAt = item.startedAt
            lastSeenAt = item.lastSeenAt
            address = item.address
            userAgent = item.userAgent
            isCurrent = item.id == current
        }
    }

    func add() {
        let (store, confirmation, limits) = (routes.store, routes.confirmation, limits)
        routes.signedIn.get("/sessions") { request, context in
            let person = try context.person
            var list = try request.list()
            let isAll = try Self.wantsAll(list.filters.removeValue(forKey: "of"))
            if isAll { try AccountRoutes.require(.view, context) }
            let sessions = SessionList(
                request: list, account: isAll ? nil : person.account, limits: limits, now: store.world.now())
            let page = try await store.read { try sessions.fetch($0) }
            return try Response.json(page.map { SessionResponse($0, current: person.session) })
        }
        routes.signedIn.delete("/sessions/:id") { _, context in
            let person = try context.person
            let id = try context.id(entity: SessionState.entity)
            let mayEndAll = person.scope(.accounts, .edit) == .all
            let isOwn = try await store.read { try SessionOwner(session: id).fetch($0) } == person.account
            if mayEndAll, !isOwn { try await confirmation.require(context) }
            try await store.write(cause: context.cause) { transaction in
                try EndSessionOfPerson(id: id, account: mayEndAll ? nil : person.account).execute(in: transaction)
            }
            return Response(status: .noContent)
        }
    }

    /// `of=all`; one's own where it is left out.
    private static func wantsAll(_ of: String?) throws -> Bool {
        guard let of else { return false }
        guard ["all", "me"].contains(of) else {
            throw CommonError.invalid(
                code: "invalid-filter", path: "of",
                message: Bilingual(en: "The filter of is me or all.", vi: "Bộ lọc of chỉ nhận me hoặc all."))
        }
        return of == "all"
    }
}
