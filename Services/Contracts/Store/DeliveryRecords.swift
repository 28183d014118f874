import Foundation
import GRDB
import Messages
import Money
import Store

extension Acceptance: EntityRecord {
    static let databaseTableName = "acceptance"

    var published: AcceptanceState {
        AcceptanceState(
            id: id, number: number, contractId: contractId, customerId: customerId, status: status, isFinal: isFinal,
            acceptedOn: acceptedOn, lines: lines, invoiceId: invoiceId,
            invoiceIds: proposedInvoices.isEmpty ? nil : proposedInvoices, ownership: ownership)
    }
}

extension DeliveredItem: EntityRecord {
    static let databaseTableName = "deliveredItem"

    var published: DeliveredItemState {
        DeliveredItemState(
            id: id, customerId: customerId, contractId: contractId, orderId: orderId, productId: productId,
            description: description, quantity: quantity, serial: serial, handedOverOn: handedOverOn,
            warrantyMonths: warrantyMonths, warrantyTo: warrantyTo, unit: unit, ownership: ownership)
    }
}

extension Transaction {
    /// The minutes of a contract, in their order.
    func acceptances(of contract: EntityID) throws -> [Acceptance] {
        try Acceptance.filter(Column("contractId") == contract).order(Column("createdAt"), Column("id")).fetchAll(db)
    }

    /// Throws where a contract's minutes accept what it would no longer have.
    func checkAcceptances(of contract: Contract) throws {
        let all = try acceptances(of: contract.id)
        guard let last = all.last else { return }
        let now = Dictionary(contract.lines.map { ($0.id, $0.lineUnit) }) { first, _ in first }
        for minutes in all where !minutes.isComparable(with: now) { throw AcceptanceError.contradicted(last.number) }
        do throws(AcceptanceError) {
            // Each line of all of them, as if the last had them all.
            var whole = last
            whole.lines = all.flatMap(\.lines)
            try whole.check(against: contract, [])
        } catch {
            switch error {
            case .unknownLine, .tooMuch: throw AcceptanceError.contradicted(last.number)
            default: throw error
            }
        }
    }

    /// `NT01`, `NT02`, … in each contract; a deleted draft's number is not given again.
    func nextAcceptanceNumber(in contract: EntityID) throws -> String {
        let number = String(try nextNumber("acceptance/\(contract)"))
        return "NT" + String(repeating: "0", count: max(0, 2 - number.count)) + number
    }
}
