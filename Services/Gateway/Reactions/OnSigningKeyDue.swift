import Foundation
import Messages
import ServiceKit
import Store

/// The last token signed with a replaced key has expired.
struct OnSigningKeyDue {
    var timer: TimerRow

    func react(in transaction: Transaction) throws {
        guard let subject = Subject(timer.subject), let id = EntityID(subject.id) else { return }
        try RetireSigningKey(id: id).execute(in: transaction)
    }
}
