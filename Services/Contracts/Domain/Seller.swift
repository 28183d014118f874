import Foundation
import Messages

/// What a document says of the firm itself: kept with what is issued or signed, which later changes do not reach.
struct Seller: Codable, Sendable, Hashable {
    var name: String
    var taxCode: String?
    var address: String?
    var phone: String?
    var email: String?
    var bankAccount: String?
    var representative: String?
    var position: String?
}

/// Both parties of a contract or an order, as they were when it was signed or confirmed.
struct ContractParties: Codable, Sendable, Hashable {
    var seller: Seller
    var buyer: Invoice.Buyer
}

/// What the minutes of liquidation say, as it was when the contract was liquidated: what is reversed or corrected later, also
/// on the same day, does not change them. In the smallest unit.
struct Liquidation: Codable, Sendable, Hashable {
    var contractValue: Int64
    /// Nothing where there are no minutes of acceptance.
    var acceptedValue: Int64?
    var invoiced: Int64
    /// With what was paid in advance.
    var paid: Int64
}
