import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Both parties have signed the minutes: what was handed over is kept with its warranty, invoices of it are proposed as
/// drafts, and with the final ones the contract is accepted (CON-2, CON-7).
struct SignAcceptance {
    struct Input: Codable, Sendable {
        /// Whether invoices are to be proposed; they are where this is left out, of what is not invoiced yet.
        var proposeInvoice: Bool?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Acceptance.self, id, for: person, .edit)
        try old.requireDraft()
        let contract = try transaction.owned(Contract.self, old.contractId, for: person, .edit)
        guard contract.status == .inProgress else { throw AcceptanceError.notInProgress(contract.status) }
        let others = try transaction.acceptances(of: contract.id).filter { $0.id != id }
        try old.check(against: contract, others)
        // Nothing can be signed after the final ones.
        if old.isFinal, let open = others.first(where: { $0.status == .draft }) {
            throw AcceptanceError.draftsOpen(open.number)
        }
        var acceptance = old
        acceptance.status = .signed
        acceptance.contractLines = contract.lines
        try transaction.checkSerials(of: acceptance, for: person)
        let signed = others.filter { $0.status == .signed }
        acceptance.acceptedBefore = Acceptance.sums(of: signed)
        if input.proposeInvoice ?? true {
            acceptance.proposedInvoices = try ProposedInvoices(
                acceptance: acceptance, contract: contract, signed: signed, person: person,
                isAskedFor: input.proposeInvoice == true
            ).create(in: transaction)
        }
        let version = try transaction.update(&acceptance, from: old, event: "signed")
        for line in acceptance.lines {
            guard let of = contract.lines.first(where: { $0.id == line.contractLineId }) else { continue }
            try handOver(line, of, acceptance, in: transaction)
        }
        try transaction.keepStep(
            of: contract.published.subject, id: contract.id, by: person, "accept-part", from: contract.status.rawValue,
            to: contract.status.rawValue, on: acceptance.acceptedOn, note: acceptance.number)
        if acceptance.isFinal {
            _ = try TransitContract(
                id: contract.id,
                input: TransitContract.Input(command: .accept, note: acceptance.number, on: acceptance.acceptedOn),
                person: person
            ).execute(in: transaction)
        }
        return version
    }

    /// One item for each serial number, and one for what has none.
    private func handOver(
        _ line: AcceptanceState.Line, _ of: LineState, _ acceptance: Acceptance, in transaction: Transaction
    ) throws {
        let rest = line.quantity.scaled - Int64(line.serials.count) * 10_000
        guard rest >= 0 else {
            throw AcceptanceError.tooManySerials(count: line.serials.count, quantity: line.quantity, path: "$.lines")
        }
        let parts =
            line.serials.map { (Optional($0), Quantity(scaled: 10_000)) }
            + (rest > 0 ? [(nil, Quantity(scaled: rest))] : [])
        for (serial, quantity) in parts {
            var item = DeliveredItem(
                id: transaction.newID(), customerId: acceptance.customerId, contractId: acceptance.contractId,
                acceptanceId: acceptance.id, productId: of.productId, description: of.description, quantity: quantity,
                serial: serial, handedOverOn: acceptance.acceptedOn, warrantyMonths: line.warrantyMonths,
                createdAt: transaction.now, unit: line.lineUnit(of: of).name)
            item.startWarranty()
            item.ownership = acceptance.ownership
            try transaction.insert(&item, cause: acceptance.published.subject.description)
        }
    }
}
