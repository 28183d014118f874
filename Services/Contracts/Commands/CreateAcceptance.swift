import Foundation
import Messages
import Money
import ServiceKit
import Store

/// A draft of acceptance minutes (CON-2).
struct CreateAcceptance {
    struct Input: Codable, Sendable {
        /// All that is not accepted yet where they are left out.
        var lines: [AcceptanceLineDraft]?
        var on: Day?
        /// Whether the contract is accepted as a whole with it.
        var isFinal: Bool?
        var note: String?
    }

    var contractId: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let contract = try transaction.owned(Contract.self, contractId, for: person, .edit)
        guard contract.status == .inProgress else { throw AcceptanceError.notInProgress(contract.status) }
        let others = try transaction.acceptances(of: contractId)
        let day = input.on ?? transaction.today
        guard day <= transaction.today else { throw ContractError.inFuture }
        var acceptance = Acceptance(
            id: transaction.newID(), number: try transaction.nextAcceptanceNumber(in: contractId),
            contractId: contractId, customerId: contract.customerId, isFinal: input.isFinal ?? false, acceptedOn: day,
            lines: input.lines.map { $0.map(\.made) } ?? Acceptance.rest(of: contract, after: others),
            note: input.note, createdAt: transaction.now)
        acceptance.ownership = contract.ownership
        if input.lines == nil, acceptance.lines.isEmpty { throw AcceptanceError.nothingLeft(contract.number) }
        try acceptance.check(against: contract, others)
        acceptance.contractLines = contract.lines
        try transaction.checkSerials(of: acceptance, for: person)
        return try transaction.insert(&acceptance)
    }
}

struct AcceptanceLineDraft: Codable, Sendable, Hashable {
    var contractLineId: EntityID
    var quantity: Quantity
    var serials: [String]?
    var warrantyMonths: Int?

    var made: AcceptanceState.Line {
        AcceptanceState.Line(
            contractLineId: contractLineId, quantity: quantity, serials: serials ?? [], warrantyMonths: warrantyMonths)
    }
}

/// Changes a draft of minutes.
struct EditAcceptance {
    struct Input: ClearingInput, Sendable {
        static let clearable: Set = ["note"]
        var lines: [AcceptanceLineDraft]?
        var on: Day?
        var isFinal: Bool?
        var note: Change<String>
    }

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(Acceptance.self, id, for: person, .edit)
        try old.requireDraft()
        var acceptance = old
        acceptance.lines = input.lines.map { $0.map(\.made) } ?? old.lines
        acceptance.acceptedOn = input.on ?? old.acceptedOn
        acceptance.isFinal = input.isFinal ?? old.isFinal
        input.note.apply(to: &acceptance.note)
        guard acceptance.acceptedOn <= transaction.today else { throw ContractError.inFuture }
        let contract = try transaction.fetch(Contract.self, old.contractId)
        let others = try transaction.acceptances(of: old.contractId).filter { $0.id != id }
        try acceptance.check(against: contract, others)
        acceptance.contractLines = contract.lines
        try transaction.checkSerials(of: acceptance, for: person)
        return try transaction.update(&acceptance, from: old, expected: expected)
    }
}

/// Takes a draft of minutes away.
struct DeleteAcceptance {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let acceptance = try transaction.owned(Acceptance.self, id, for: person, .delete)
        try acceptance.requireDraft()
        return try transaction.delete(acceptance, expected: expected)
    }
}
