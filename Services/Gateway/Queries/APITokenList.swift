import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Tokens of programs by name, maker or state.
struct APITokenList: Sendable {
    var request: ListRequest
    var now: Instant

    func fetch(_ db: Database) throws -> Page<APIToken> {
        var query = PagedQuery(
            "apiToken",
            sorts: [
                "name": "apiToken.name", "createdAt": "apiToken.createdAt", "expiresAt": "apiToken.expiresAt",
            ], defaultSort: "name")
        try query.filter(request, "state", APIToken.State.self, condition)
        try query.filter(request, "madeBy", EntityID.self) { "apiToken.madeBy = \($0)" }
        if let words = request.search { query.filter("instr(lower(apiToken.name), \(words.lowercased()))") }
        return try query.fetch(APIToken.self, request, db)
    }

    private func condition(_ state: APIToken.State) -> SQL {
        switch state {
        case .active: "apiToken.revokedAt IS NULL AND apiToken.expiresAt > \(now)"
        case .expired: "apiToken.revokedAt IS NULL AND apiToken.expiresAt <= \(now)"
        case .revoked: "apiToken.revokedAt IS NOT NULL"
        }
    }
}

struct OneAPIToken: Sendable {
    var id: EntityID

    /// Throws `CommonError.notFound`.
    func fetch(_ db: Database) throws -> APIToken {
        guard let token = try APIToken.filter(Column("id") == id).fetchOne(db) else {
            throw CommonError.notFound(entity: APIToken.entity, id: id.description)
        }
        return token
    }
}
