import Messages
import ServiceKit

/// What of this service belongs to somebody (ACC-2). Each document is shared for itself, not along with the one that it was
/// made from.
extension OwnedEntity {
    static let contract = OwnedEntity("contract", .contracts, table: "contract", path: "/contracts")
    static let order = OwnedEntity("order", .orders, table: "salesOrder", path: "/orders")
    static let invoice = OwnedEntity("invoice", .invoices, table: "invoice", path: "/invoices")
    static let payment = OwnedEntity("payment", .payments, table: "payment", path: "/payments")
    static let acceptance = OwnedEntity(
        "acceptance", .contracts, table: "acceptance", partOf: .init("contract", column: "contractId"))
    static let deliveredItem = OwnedEntity("delivered-item", .orders, table: "deliveredItem")
    /// As their owners say whose they are; they are shared there.
    static let customer = OwnedEntity("customer", .customers, table: "customerCopy")
    static let quote = OwnedEntity("quote", .quotes, table: "quoteCopy")
}

enum ContractsAccess {
    static let entities: [OwnedEntity] = [.contract, .order, .invoice, .payment]
}
