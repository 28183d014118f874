import Messages
import ServiceKit
import Store

/// Makes, once, a customer (or joins an existing one), a contact and, if asked, an opportunity: its id is decided here,
/// and Pipeline makes it when it hears of the conversion (CUS-3).
struct ConvertLead {
    struct Input: Decodable, Sendable {
        /// The customer to join; a new one where it is not given.
        var customerId: EntityID?
        /// Instead of what the lead says, for a new customer.
        var customer: CustomerInput?
        /// Instead of what the lead says; `makeContact: false` for none.
        var contact: ContactInput?
        var makeContact: Bool?
        /// Asks for an opportunity.
        var opportunityName: String?
        var allowDuplicates: Bool?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try VisibleLead(person: person, action: .edit).fetch(id, transaction.db)
        try old.requireOpen()
        let opportunity = try InputCheck().text(input.opportunityName, "opportunityName", most: 300)
        if opportunity != nil { try person.require(.opportunities, .create) }
        var lead = old
        if lead.responsibleId == nil {
            // What came from outside and nobody took belongs to whoever makes something of it.
            lead.ownership = Ownership(branchId: lead.branchId ?? person.branch, responsibleId: person.employee)
        }
        let customer = try customer(lead, transaction)
        let contact = try contact(lead, customer.id, transaction)
        try lead.convert(
            LeadState.Conversion(
                customerId: customer.id, contactId: contact?.id,
                opportunityId: opportunity == nil ? nil : transaction.newID(), opportunityName: opportunity,
                at: transaction.now),
            made: Lead.Made(customer: try madeVersion(customer, transaction), contact: contact?.sequence))
        return try transaction.save(lead, from: old, event: "converted")
    }

    private struct MadeRecord {
        var id: EntityID
        var sequence: EventSequence
    }

    private func customer(_ lead: Lead, _ transaction: Transaction) throws -> MadeRecord {
        if let id = input.customerId {
            let customer = try VisibleCustomer(person: person, action: .view)
                .required(id, path: "$.customerId", transaction.db)
            return MadeRecord(id: customer.id, sequence: customer.sequence)
        }
        let command = CreateCustomer(
            input: input.customer ?? CustomerInput(lead), allowDuplicates: input.allowDuplicates ?? false,
            person: person, lead: lead.id)
        return try Self.record(command.execute(in: transaction))
    }

    /// Nothing for a customer that there was.
    private func madeVersion(_ customer: MadeRecord, _ transaction: Transaction) throws -> EventSequence? {
        guard input.customerId == nil else { return nil }
        return try transaction.fetch(Customer.self, customer.id).sequence
    }

    private func contact(_ lead: Lead, _ customerId: EntityID, _ transaction: Transaction) throws -> MadeRecord? {
        guard input.makeContact ?? true, let contact = input.contact ?? ContactInput(lead) else { return nil }
        let command = CreateContact(customerId: customerId, input: contact, person: person)
        return try Self.record(command.execute(in: transaction))
    }

    private static func record(_ version: RecordVersion) throws -> MadeRecord {
        guard let id = EntityID(version.subject.id) else {
            throw CommonError.notFound(entity: version.subject.entity, id: version.subject.id)
        }
        return MadeRecord(id: id, sequence: version.sequence)
    }
}

extension CustomerInput {
    /// What a lead says of the customer that it becomes: the firm, else the person.
    init(_ lead: Lead) {
        self.init(
            kind: lead.firmName == nil ? .individual : .organisation, name: lead.name, taxCode: lead.taxCode,
            ownership: lead.ownership, phones: lead.phone.map { [PhoneInput(written: $0.written)] },
            emails: lead.email.map { [$0] }, source: lead.source)
    }
}

extension ContactInput {
    /// Nothing for a lead without a person.
    init?(_ lead: Lead) {
        guard let name = lead.personName else { return nil }
        self.init(
            name: name, phones: lead.phone.map { [PhoneInput(written: $0.written)] }, emails: lead.email.map { [$0] })
    }
}
