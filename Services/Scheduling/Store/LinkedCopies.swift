import Foundation
import GRDB
import Messages
import ServiceKit

/// What this service keeps of an opportunity that work is done for.
struct OpportunityCopy: CopyRecord, Codable {
    static let databaseTableName = "opportunityCopy"
    var id: EntityID
    var sequence: EventSequence
    var code: String
    var name: String
    var customerId: EntityID
    var status: OpportunityStatus

    init(_ state: OpportunityState, sequence: EventSequence) {
        (id, self.sequence, code, name) = (state.id, sequence, state.code, state.name)
        (customerId, status) = (state.customerId, state.status)
    }
}

/// What this service keeps of a contract that work is done under.
struct ContractCopy: CopyRecord, Codable {
    static let databaseTableName = "contractCopy"
    var id: EntityID
    var sequence: EventSequence
    var number: String
    var customerId: EntityID
    var status: ContractStatus

    init(_ state: ContractState, sequence: EventSequence) {
        (id, self.sequence, number) = (state.id, sequence, state.number)
        (customerId, status) = (state.customerId, state.status)
    }
}

/// What this service keeps of a case that work is done for.
struct CaseCopy: CopyRecord, Codable {
    static let databaseTableName = "caseCopy"
    var id: EntityID
    var sequence: EventSequence
    var number: String
    var title: String
    var customerId: EntityID
    var status: CaseStatus

    init(_ state: CaseState, sequence: EventSequence) {
        (id, self.sequence, number, title) = (state.id, sequence, state.number, state.title)
        (customerId, status) = (state.customerId, state.status)
    }
}

/// A record of another service that work may be linked to.
protocol LinkedCopy: CopyRecord {
    var customerId: EntityID { get }
}

extension OpportunityCopy: LinkedCopy {}
extension ContractCopy: LinkedCopy {}
extension CaseCopy: LinkedCopy {}

extension LinkedCopy {
    /// Whether it is known to be of another customer. One that is not known is not: the event about it may still be on its way.
    static func isOfAnother(_ id: EntityID?, than customer: EntityID?, _ db: Database) throws -> Bool {
        guard let id, let customer, let copy = try fetchOne(db, key: id) else { return false }
        return copy.customerId != customer
    }
}
