import GRDB
import Messages
import ServiceKit
import Store

/// Enters a case of a customer that the person may see (CUS-11). Where nobody is named it waits in a queue.
struct CreateCase {
    struct Input: Decodable, Sendable {
        var details: CaseInput
        /// Who works on it.
        var assignedToId: EntityID?
        /// The team in whose queue it waits.
        var teamId: EntityID?
        /// `false`: no contract is chosen for it, though one would cover it.
        var choosesContract: Bool

        private enum CodingKeys: String, CodingKey { case assignedToId, teamId, choosesContract }

        init(from decoder: any Decoder) throws {
            details = try CaseInput(from: decoder)
            let members = try decoder.container(keyedBy: CodingKeys.self)
            assignedToId = try members.decodeIfPresent(EntityID.self, forKey: .assignedToId)
            teamId = try members.decodeIfPresent(EntityID.self, forKey: .teamId)
            choosesContract = try members.decodeIfPresent(Bool.self, forKey: .choosesContract) ?? true
        }
    }

    var customerId: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.cases, .create)
        let db = transaction.db
        let customer = try VisibleCustomer(person: person).fetch(customerId, db)
        let ownership = try OwnershipRule(person: person, entity: .supportCase)
            .forNew(given: input.details.ownership, parent: customer.ownership, db)
        // The number is taken last, so that a refusal does not use one up.
        let id = transaction.newID()
        _ = try made(id, "", ownership, transaction)
        return try transaction.add(
            made(id, NewCode.supportCase.make(in: transaction), ownership, transaction))
    }

    private func made(
        _ id: EntityID, _ number: String, _ ownership: Ownership, _ transaction: Transaction
    ) throws -> SupportCase {
        let (db, levels) = (transaction.db, try ServiceLevels.load(at: transaction.now, transaction.db))
        var record = SupportCase(
            id: id, number: number, customerId: customerId, priority: .medium, levels, ownership: ownership,
            at: transaction.now)
        try input.details.apply(to: &record, levels)
        try CaseRules.contact(of: record, db)
        try CaseRules.employee(input.assignedToId, path: "$.assignedToId", db)
        try CaseRules.team(input.teamId, path: "$.teamId", db)
        record.begin(assignedTo: input.assignedToId, team: input.teamId)
        record.isUnderWarranty = try CaseCoverage.warranty(of: record, db) != nil
        record.serviceContractId = input.details.serviceContractId
        if record.serviceContractId != nil {
            try CaseRules.contract(of: record, for: person, db)
        } else if input.choosesContract, !record.isUnderWarranty {
            record.serviceContractId = try CaseCoverage.onlyContract(for: record, db)?.id
        }
        return record
    }
}

/// What must hold between a case and other rows.
enum CaseRules {
    /// Only the customer's own contact.
    static func contact(of record: SupportCase, _ db: Database) throws {
        guard let id = record.contactId else { return }
        let isTheirs =
            try Contact.filter(Column("id") == id && Column("customerId") == record.customerId).isEmpty(db) == false
        guard isTheirs else { throw InputError.unknownReference(path: "$.contactId", entity: "contact") }
    }

    /// One who is with the firm.
    static func employee(_ id: EntityID?, path: String, _ db: Database) throws {
        guard let id else { return }
        let isThere = try EmployeeCopy.filter(Column("id") == id && Column("isActive") == true).isEmpty(db) == false
        guard isThere else { throw InputError.unknownReference(path: path, entity: "employee") }
    }

    static func team(_ id: EntityID?, path: String, _ db: Database) throws {
        guard let id else { return }
        guard try !TeamCopy.filter(Column("id") == id).isEmpty(db) else {
            throw InputError.unknownReference(path: path, entity: "team")
        }
    }

    /// One of the customer's within the person's reach, with an allowance in force on the day of the case; how much is left
    /// of it does not matter.
    static func contract(of record: SupportCase, for person: Person, _ db: Database) throws {
        guard let id = record.serviceContractId else { return }
        let path = "$.serviceContractId"
        guard let contract = try ContractCopy.filter(Column("id") == id).fetchOne(db),
            contract.customerId == record.customerId, contract.covers(record.openedOn),
            try RowScope(person, .contract).reaches(id, db)
        else { throw CaseError.contractNotUsable(path: path) }
    }
}
