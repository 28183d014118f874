import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// At every start: the ready-made roles are those of this release. Where a release changed what one permits, whoever has it
/// must refresh their tokens.
struct SyncReadyMadeRoles {
    func execute(in transaction: Transaction) throws {
        for readyMade in ReadyMadeRole.allCases {
            var release = Role(readyMade, at: transaction.now)
            guard let old = try transaction.find(Role.self, release.id) else {
                try transaction.insertWithCopy(&release)
                continue
            }
            var role = old
            role.follow(release)
            guard role != old else { continue }
            try transaction.updateWithCopy(&role, from: old)
            guard role.permissions != old.permissions else { continue }
            let holders = try transaction.outdateTokens(ofHolders: role)
            try transaction.audit("role changed by a release", role, before: old, holders: holders)
        }
    }
}
