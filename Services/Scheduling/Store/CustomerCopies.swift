import Foundation
import GRDB
import Messages
import ServiceKit

/// What this service keeps of a customer: the name, whether it is one that can be busy, whose it is, and where to call.
struct CustomerCopy: CopyRecord, Codable {
    static let databaseTableName = "customerCopy"
    var id: EntityID
    var sequence: EventSequence
    var name: String
    var kind: CustomerKind
    var isActive: Bool
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    /// The first of its phones.
    var phone: String?

    init(_ state: CustomerState, sequence: EventSequence) {
        (id, self.sequence, name) = (state.id, sequence, state.name)
        (kind, isActive) = (state.kind, state.isActive)
        branchId = state.ownership.branchId
        responsibleId = state.ownership.responsibleId
        secondResponsibleId = state.ownership.secondResponsibleId
        phone = state.phones.first?.written
    }
}

struct ContactCopy: CopyRecord, Codable {
    static let databaseTableName = "contactCopy"
    var id: EntityID
    var sequence: EventSequence
    var customerId: EntityID
    var name: String
    var phone: String?

    init(_ state: ContactState, sequence: EventSequence) {
        phone = state.phones.first?.written
        (id, self.sequence, customerId, name) = (state.id, sequence, state.customerId, state.name)
    }
}
