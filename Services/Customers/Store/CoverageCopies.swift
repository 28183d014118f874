import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What covers cases of a contract's customer: its allowance, as Contracts said last (CON-8). Kept by `OnContract`.
struct ContractCopy: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "contractCopy"
    var id: EntityID
    var number: String
    var customerId: EntityID
    var status: ContractStatus
    var effectiveFrom: Day?
    var effectiveTo: Day?
    var allowance: Allowance
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    /// Nothing for a contract without an allowance.
    init?(_ state: ContractState) {
        guard let allowance = state.allowance else { return nil }
        self.allowance = allowance
        (id, number, customerId, status) = (state.id, state.number, state.customerId, state.status)
        (effectiveFrom, effectiveTo) = (state.effectiveFrom, state.effectiveTo)
        branchId = state.ownership.branchId
        responsibleId = state.ownership.responsibleId
        secondResponsibleId = state.ownership.secondResponsibleId
    }

    /// Those under which Contracts takes usage.
    private static let carriedOut: Set<ContractStatus> = [.signed, .inProgress, .suspended, .accepted, .ended]

    func covers(_ day: Day) -> Bool {
        let (from, to) = (allowance.from ?? effectiveFrom, allowance.to ?? effectiveTo)
        return Self.carriedOut.contains(status) && from.map { $0 <= day } ?? true && to.map { day <= $0 } ?? true
    }

    /// Below nothing where more was used.
    var left: Quantity { Quantity(scaled: allowance.quantity.scaled - allowance.used.scaled) }

    static func keep(_ state: ContractState, _ db: Database) throws {
        if let copy = ContractCopy(state) { try copy.save(db) } else { try remove(state.id, db) }
    }

    static func remove(_ id: EntityID, _ db: Database) throws {
        _ = try filter(Column("id") == id).deleteAll(db)
    }
}

/// Something that a customer was handed over, with its warranty (CON-7).
struct DeliveredItemCopy: CopyRecord, Codable {
    static let databaseTableName = "deliveredItemCopy"
    var id: EntityID
    var sequence: EventSequence
    var customerId: EntityID
    var productId: EntityID?
    var description: String
    var serial: String?
    var handedOverOn: Day
    var warrantyTo: Day?

    init(_ state: DeliveredItemState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        customerId = state.customerId
        productId = state.productId
        description = state.description
        serial = state.serial
        handedOverOn = state.handedOverOn
        warrantyTo = state.warrantyTo
    }
}
