import Foundation
import Messages
import ServiceKit
import Store

/// Someone leaves the firm or comes back; the record is kept either way.
struct MarkEmployee {
    enum Change: Sendable { case left, returned }
    var id: EntityID
    var change: Change
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .employee, .edit).fetch(Employee.self, id, transaction.db)
        var employee = old
        switch change {
        case .left:
            try employee.leave()
            return try transaction.save(&employee, from: old, event: "left")
        case .returned:
            try employee.comeBack()
            return try transaction.save(&employee, from: old, event: "returned")
        }
    }
}
