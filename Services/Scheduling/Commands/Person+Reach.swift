import Foundation
import GRDB
import Messages
import ServiceKit

extension Person {
    /// Throws `forbidden` where the person's permission does not reach a record that would have this ownership. Other than
    /// `RowScope.check` it does not say "not found": the record is the one that the person describes.
    func requireReach(_ function: Function, _ action: Action, _ ownership: Ownership, _ db: Database) throws {
        guard try RowScope(self, function, action).reaches(ownership, db) else {
            throw CommonError.forbidden(function: function.rawValue, action: action.rawValue)
        }
    }
}
