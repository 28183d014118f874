import Foundation
import GRDB
import Messages
import ServiceKit
import Store

extension Alert: EntityRecord {
    static let databaseTableName = "alert"
    var published: AlertState {
        AlertState(
            id: id, kind: kind.rawValue, about: about, occurrence: occurrence, dueAt: dueAt, recipientIds: recipientIds,
            title: title, text: text)
    }
}

extension Delivery: FetchableRecord, PersistableRecord {
    static let databaseTableName = "delivery"
}

extension InboxItem: FetchableRecord, PersistableRecord {
    static let databaseTableName = "inboxItem"
}

extension PasswordMail: FetchableRecord, PersistableRecord {
    static let databaseTableName = "passwordMail"
}

/// What this service keeps of a customer: what alerts call it.
struct CustomerCopy: CopyRecord, Codable {
    static let databaseTableName = "customerCopy"
    var id: EntityID
    var sequence: EventSequence
    var name: String

    init(_ state: CustomerState, sequence: EventSequence) {
        (id, self.sequence, name) = (state.id, sequence, state.name)
    }
}
