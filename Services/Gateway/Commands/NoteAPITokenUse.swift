import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The first use of a token on a day.
struct NoteAPITokenUse {
    var id: EntityID

    func execute(in transaction: Transaction) throws {
        try transaction.db.execute(
            sql: "UPDATE apiToken SET lastUsedOn = ? WHERE id = ?",
            arguments: [LocalZone.vietNam.day(of: transaction.now), id])
    }
}

/// Somebody shows a token that is not taken: it may have been stolen.
struct NoteRefusedAPIToken {
    var id: EntityID
    var reason: String

    func execute(in transaction: Transaction) throws {
        try transaction.audit(
            "api token refused", subject: APIToken.subject(id).description, details: ["reason": reason])
    }
}
