import GRDB
import Messages
import ServiceKit
import Store

/// An outside system recorded a customer: made, or brought up to date where no later record was taken in (MSG-3).
struct OnCustomerRecorded {
    var inbound: Inbound<CustomerRecorded>
    private var payload: CustomerRecorded { inbound.payload }

    func execute(in transaction: Transaction) throws -> InboundOutcome {
        let values = try values()
        try CustomerRules.parent(
            values[.parent].flatMap { EntityID($0) }, of: inbound.id, path: "$.data.parent", transaction.db)
        guard let old = try transaction.find(Customer.self, inbound.id) else {
            return try make(values, transaction)
        }
        if let recordedAt = old.recordedAt, recordedAt > inbound.time {
            return InboundOutcome(subject: old.published.subject, sequence: old.sequence)
        }
        var customer = old
        let kept = try customer.record(values, at: inbound.time)
        try fillBranch(&customer, transaction)
        // A record that says nothing new is remembered by its time alone.
        guard customer.published != old.published else {
            try customer.update(transaction.db)
            return InboundOutcome(subject: old.published.subject, sequence: old.sequence, kept: kept)
        }
        return InboundOutcome(try transaction.save(customer, from: old, event: "recorded"), kept: kept)
    }

    private func make(_ values: [RecordedMember: String], _ transaction: Transaction) throws -> InboundOutcome {
        if try transaction.wasDeleted(Customer.self, inbound.id) { throw CustomerError.deletedBefore }
        var customer = Customer(
            id: inbound.id, code: try NewCode.customer.make(in: transaction), kind: payload.kind ?? .organisation,
            name: payload.name, at: transaction.now)
        (customer.externalSystem, customer.externalId) = (inbound.system, payload.externalId)
        customer.source = inbound.system
        _ = try customer.record(values, at: inbound.time)
        try fillBranch(&customer, transaction)
        customer.parentId = try customer.parentId ?? CustomerRules.headOffice(of: customer.taxCode, transaction.db)
        let version = try transaction.add(customer, event: "recorded")
        try CustomerRules.adoptBranches(of: customer, in: transaction)
        return InboundOutcome(version)
    }

    /// What the system says, checked; what it does not say is not touched.
    private func values() throws -> [RecordedMember: String] {
        let check = InputCheck(root: "$.data")
        var values: [RecordedMember: String] = [.name: try check.required(payload.name, "name", most: 300)]
        values[.kind] = payload.kind?.rawValue
        values[.shortName] = try check.text(payload.shortName, "shortName", most: 100)
        values[.taxCode] = try check.taxCode(payload.taxCode, "taxCode", country: nil)
        values[.phone] = try check.phone(payload.phone, "phone")?.written
        values[.email] = try check.email(payload.email, "email")
        values[.website] = try check.text(payload.website, "website")
        values[.address] = try check.text(payload.address, "address", most: 500)
        values[.industry] = try check.text(payload.industry, "industry")
        values[.size] = try check.text(payload.size, "size")
        values[.region] = try check.text(payload.region, "region")
        values[.parent] = payload.parent?.resolved(system: inbound.system, entity: "customer")?.description
        values[.responsible] = payload.responsible?.resolved(system: inbound.system, entity: "employee")?.description
        return values
    }

    /// The branch of whoever is responsible, where it is known by now.
    private func fillBranch(_ customer: inout Customer, _ transaction: Transaction) throws {
        guard customer.branchId == nil, let responsible = customer.responsibleId else { return }
        customer.branchId = try OwnershipRule.branch(of: responsible, transaction.db)
    }
}
