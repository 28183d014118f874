import Foundation
import GRDB
import Messages
import ServiceKit

extension Person {
    /// Throws `forbidden` where the person's permission does not reach a record that would have this ownership. Other than
    /// `RowScope.check` it does not say "not found": the record is the one that the person describes.
    func requireReach(_ function: Function, _ action: Action, _ ownership: Ownership, _ db: Database) throws {
        do {
            try RowScope(self, function, action).check(ownership, entity: function.rawValue, id: account, db)
        } catch CommonError.notFound {
            throw CommonError.forbidden(function: function.rawValue, action: action.rawValue)
        }
    }
}
