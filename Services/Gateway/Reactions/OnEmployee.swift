import Foundation
import Messages
import ServiceKit
import Store

/// Something was heard of an employee. Who has left has no account any more (ACC-1); who comes back gets it back by an
/// administrator.
struct OnEmployee {
    var employee: EmployeeCopy

    func react(in transaction: Transaction) throws {
        guard !employee.isActive else { return }
        try SuspendLeaver(employee: employee.id).execute(in: transaction)
    }
}
