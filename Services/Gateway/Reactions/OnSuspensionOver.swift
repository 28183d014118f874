import Foundation
import Messages
import ServiceKit
import Store

/// The end of a suspension has come.
struct OnSuspensionOver {
    var timer: TimerRow

    func react(in transaction: Transaction) throws {
        guard let subject = Subject(timer.subject), let id = EntityID(subject.id),
            let account = try transaction.find(Account.self, id), let until = account.suspendedUntil,
            until <= transaction.now
        else { return }
        _ = try ResumeAccount(id: id).execute(in: transaction)
    }
}
