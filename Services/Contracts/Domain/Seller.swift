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

/// Both parties of a contract, as they were when it was signed.
struct ContractParties: Codable, Sendable, Hashable {
    var seller: Seller
    var buyer: Invoice.Buyer
}
