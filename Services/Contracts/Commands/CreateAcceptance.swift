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
        guard day <= transaction.today else { throw ContractError.inFuture(path: "$.on") }
        var acceptance = Acceptance(
            id: transaction.newID(), number: try transaction.nextAcceptanceNumber(in: contractId),
            contractId: contractId, customerId: contract.customerId, isFinal: input.isFinal ?? false, acceptedOn: day,
            lines: try input.lines.map { try $0.made(of: contract, in: transaction) }
                ?? Acceptance.rest(of: contract, after: others),
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
    /// One of the product's units; that of the contract's line where it is left out.
    var unit: String?
    var serials: [String]?
    var warrantyMonths: Int?
}

extension [AcceptanceLineDraft] {
    /// Throws where a line is in a unit that does not go over into the contract's. One that names no line of the contract is
    /// refused by the checks of the minutes.
    fileprivate func made(of contract: Contract, in transaction: Transaction) throws -> [AcceptanceState.Line] {
        try enumerated().map { index, draft in
            guard let line = contract.lines.first(where: { $0.id == draft.contractLineId }) else {
                return AcceptanceState.Line(contractLineId: draft.contractLineId, quantity: draft.quantity)
            }
            let unit = try draft.unit.map { name in
                try line.unit(
                    named: name, of: try line.productId.flatMap { try transaction.product($0, in: contract.currency) },
                    path: "$.lines[\(index)].unit")
            }
            return AcceptanceState.Line(
                of: line, unit ?? line.lineUnit, draft.quantity, serials: draft.serials ?? [],
                warrantyMonths: draft.warrantyMonths)
        }
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
        acceptance.acceptedOn = input.on ?? old.acceptedOn
        acceptance.isFinal = input.isFinal ?? old.isFinal
        input.note.apply(to: &acceptance.note)
        guard acceptance.acceptedOn <= transaction.today else { throw ContractError.inFuture(path: "$.on") }
        let contract = try transaction.fetch(Contract.self, old.contractId)
        acceptance.lines = try input.lines.map { try $0.made(of: contract, in: transaction) } ?? old.lines
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
