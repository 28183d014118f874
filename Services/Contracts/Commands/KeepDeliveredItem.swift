import Foundation
import Messages
import Money
import ServiceKit
import Store

/// Something that a customer owns and uses, entered by hand: of an order, or from before Quen was used (CON-7).
struct CreateDeliveredItem {
    struct Input: Codable, Sendable {
        var customerId: EntityID?
        var contractId: EntityID?
        var orderId: EntityID?
        var productId: EntityID?
        var description: String?
        /// One where it is left out.
        var quantity: Quantity?
        var serial: String?
        var handedOverOn: Day?
        var warrantyMonths: Int?
        var note: String?
        var ownership: Ownership?
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.orders, .create)
        let parent = try ParentDocument.of(
            contractId: input.contractId, orderId: input.orderId, customerId: input.customerId, currency: nil,
            person: person, in: transaction)
        let product = try input.productId.flatMap { try transaction.product($0, in: parent.currency) }
        guard let description = input.description ?? product?.name, !description.isEmpty else {
            throw LineError.missing(member: .description, path: "$.description")
        }
        let day = input.handedOverOn ?? transaction.today
        guard day <= transaction.today else { throw ContractError.inFuture(path: "$.handedOverOn") }
        var item = DeliveredItem(
            id: transaction.newID(), customerId: parent.customerId, contractId: parent.contract?.id,
            orderId: input.orderId, productId: input.productId, description: description,
            quantity: input.quantity ?? Quantity(scaled: 10_000), serial: input.serial, handedOverOn: day,
            warrantyMonths: input.warrantyMonths, note: input.note, createdAt: transaction.now)
        try item.check()
        item.startWarranty()
        item.ownership = try transaction.newOwnership(
            .deliveredItem, given: input.ownership, parent: parent.ownership, person: person)
        return try transaction.insert(&item)
    }
}

/// Corrects what is kept of a delivered item.
struct EditDeliveredItem {
    struct Input: ClearingInput, Sendable {
        static let clearable: Set = ["serial", "warrantyMonths", "note"]
        var description: String?
        var quantity: Quantity?
        var serial: Change<String>
        var handedOverOn: Day?
        var warrantyMonths: Change<Int>
        var note: Change<String>
        var ownership: Ownership?
    }

    var id: EntityID
    var input: Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.owned(DeliveredItem.self, id, for: person, .edit)
        var item = old
        item.description = input.description ?? old.description
        guard !item.description.isEmpty else { throw LineError.missing(member: .description, path: "$.description") }
        item.quantity = input.quantity ?? old.quantity
        input.serial.apply(to: &item.serial)
        item.handedOverOn = input.handedOverOn ?? old.handedOverOn
        input.warrantyMonths.apply(to: &item.warrantyMonths)
        input.note.apply(to: &item.note)
        guard item.handedOverOn <= transaction.today else { throw ContractError.inFuture(path: "$.handedOverOn") }
        try item.check()
        item.startWarranty()
        item.ownership = try transaction.changedOwnership(of: old, to: input.ownership, by: person)
        return try transaction.update(&item, from: old, expected: expected)
    }
}

/// Takes away one that was entered by mistake. What was handed over with signed minutes stays.
struct DeleteDeliveredItem {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let item = try transaction.owned(DeliveredItem.self, id, for: person, .delete)
        if let acceptanceId = item.acceptanceId {
            throw AcceptanceError.signed(try transaction.fetch(Acceptance.self, acceptanceId).number)
        }
        return try transaction.delete(item, expected: expected)
    }
}
