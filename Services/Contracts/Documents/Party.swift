/// The seller or the buyer with its data as of the document (CON-5).
public struct Party: Hashable, Sendable {
    public var name: String
    public var address: String?
    public var taxCode: String?
    /// Of a buyer who is a person and has no tax code.
    public var personalID: String?
    public var phone: String?
    public var email: String?
    /// Account and bank in one line: "0123456789 tại Vietcombank, CN Hà Nội".
    public var bankAccount: String?
    public var representative: String?
    public var position: String?
    /// "số 12/GUQ ngày 02/01/2026".
    public var powerOfAttorney: String?

    public init(
        name: String, address: String? = nil, taxCode: String? = nil, personalID: String? = nil,
        phone: String? = nil, email: String? = nil, bankAccount: String? = nil, representative: String? = nil,
        position: String? = nil, powerOfAttorney: String? = nil
    ) {
        (self.name, self.address, self.taxCode, self.personalID) = (name, address, taxCode, personalID)
        (self.phone, self.email, self.bankAccount) = (phone, email, bankAccount)
        (self.representative, self.position) = (representative, position)
        self.powerOfAttorney = powerOfAttorney
    }
}

public enum PartySide: String, Codable, Hashable, Sendable, CaseIterable {
    case seller
    case buyer
}

/// Somebody who signs for one side.
public struct Signatory: Hashable, Sendable {
    public var side: PartySide
    public var name: String
    public var position: String?
    public var powerOfAttorney: String?

    public init(side: PartySide, name: String, position: String? = nil, powerOfAttorney: String? = nil) {
        (self.side, self.name, self.position, self.powerOfAttorney) = (side, name, position, powerOfAttorney)
    }
}
