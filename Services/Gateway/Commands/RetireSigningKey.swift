import Foundation
import Messages
import ServiceKit
import Store

/// No token signed with it is taken any more.
struct RetireSigningKey {
    var id: EntityID

    func execute(in transaction: Transaction) throws {
        var key = try transaction.fetch(SigningKey.self, id)
        guard !key.isRetired else { return }
        let old = key
        key.isRetired = true
        try transaction.updateWithCopy(&key, from: old, event: "retired")
    }
}
