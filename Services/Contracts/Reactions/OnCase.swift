import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// A case that a contract covers uses up its allowance while it is finished: one of its cases, or the hours that were spent
/// (CON-8). Opened again it uses nothing; finished again, or corrected, what it uses then. It goes by the case's state alone,
/// so that the same event twice, or the state in place of events that were missed, comes to the same.
struct OnCase {
    let event: Event<CaseState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        let known = try CaseUsage.find(state.id, transaction.db)
        guard known != nil || state.serviceContractId != nil else { return }
        var record = CaseUsage(state)
        record.usageId = known?.usageId
        switch try use(in: transaction) {
        case .nothing: try record.takeBack("không còn tính vào hợp đồng", in: transaction)
        case .counts(let use): try record.count(use, in: transaction)
        case .refused(let error):
            try record.takeBack("không còn tính vào hợp đồng", in: transaction)
            record.refuse(error)
        }
        try record.save(transaction.db)
    }

    /// Customers does not know the case any more.
    static func remove(_ id: EntityID, in transaction: Transaction) throws {
        guard var record = try CaseUsage.find(id, transaction.db) else { return }
        try record.takeBack("không còn tồn tại", in: transaction)
        (record.contractId, record.refusal, record.reason) = (nil, nil, nil)
        try record.save(transaction.db)
    }

    private enum Use {
        case nothing
        case counts(CaseUsage.Use)
        case refused(any FactError)
    }

    private func use(in transaction: Transaction) throws -> Use {
        let state = event.state
        guard !event.isDeleted, state.status == .resolved || state.status == .closed,
            let contractId = state.serviceContractId
        else { return .nothing }
        guard let contract = try transaction.find(Contract.self, contractId) else {
            return .refused(UsageError.unknownContract(contractId.description, path: "$.serviceContractId"))
        }
        guard contract.customerId == state.customerId else { return .refused(UsageError.otherCustomer) }
        guard let allowance = contract.allowance else { return .refused(UsageError.noAllowance) }
        guard let quantity = allowance.unit == .cases ? Quantity(scaled: 10_000) : state.hoursSpent else {
            return .refused(UsageError.hoursMissing)
        }
        guard quantity > .zero else { return .nothing }
        return .counts(CaseUsage.Use(contractId: contractId, quantity: quantity))
    }
}

extension CaseUsage {
    /// What of a contract it uses.
    fileprivate struct Use {
        var contractId: EntityID
        var quantity: Quantity
    }

    /// Records the use, in place of another that was. One that is recorded already stands, and one that somebody took back
    /// by hand stays taken back.
    fileprivate mutating func count(_ use: Use, in transaction: Transaction) throws {
        if let last = try recorded(transaction.db), last.contractId == use.contractId, last.quantity == use.quantity,
            last.usedOn == openedOn
        {
            return
        }
        try takeBack("được sửa", in: transaction)
        do {
            usageId = try transaction.attempt { try take(use, in: transaction) }
        } catch let error as any FactError {
            refuse(error)
        }
    }

    private func take(_ use: Use, in transaction: Transaction) throws -> EntityID {
        let id = transaction.newID()
        _ = try TakeUsage(
            id: id, contract: transaction.fetch(Contract.self, use.contractId), source: Self.source,
            reference: transaction.usageReference(of: self), usedOn: openedOn, quantity: use.quantity, caseId: caseId
        ).execute(in: transaction)
        return id
    }

    /// What it used counts no more; `why` follows the case's name.
    fileprivate mutating func takeBack(_ why: String, in transaction: Transaction) throws {
        if let last = try recorded(transaction.db), last.reversedAt == nil {
            _ = try TakeUsageBack(usage: last, note: "Phản hồi \(number) \(why)").execute(in: transaction)
        }
        usageId = nil
    }

    fileprivate mutating func refuse(_ error: any FactError) { (refusal, reason) = (error.code, error.message) }

    private func recorded(_ db: Database) throws -> UsageRow? {
        guard let usageId else { return nil }
        return try UsageRow.filter(Column("id") == usageId).fetchOne(db)
    }
}
