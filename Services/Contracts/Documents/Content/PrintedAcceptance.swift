import Money

/// Minutes of acceptance and hand-over, whole or in part (CON-2).
public struct PrintedAcceptance: Hashable, Sendable {
    public var contractNumber: String?
    public var contractDate: PrintedDay?
    public var orderNumber: String?
    /// False for an acceptance in part.
    public var isWhole: Bool
    public var lines: [AcceptedLine]
    /// Value of what is accepted now, tax included, in minor units.
    public var value: Int64?
    /// What was found and agreed, a paragraph each.
    public var minutes: [String]
    public var copies: Int?

    public init(
        contractNumber: String? = nil, contractDate: PrintedDay? = nil, orderNumber: String? = nil, isWhole: Bool,
        lines: [AcceptedLine], value: Int64? = nil, minutes: [String] = [], copies: Int? = nil
    ) {
        (self.contractNumber, self.contractDate) = (contractNumber, contractDate)
        (self.orderNumber, self.isWhole, self.lines) = (orderNumber, isWhole, lines)
        (self.value, self.minutes, self.copies) = (value, minutes, copies)
    }
}

/// A product with what was accepted of it.
public struct AcceptedLine: Hashable, Sendable {
    public var name: String
    /// In small print below the name: serial numbers, warranty (CON-7).
    public var detail: String?
    public var unit: String?
    /// Nil where the contract binds no quantity.
    public var contracted: Quantity?
    public var acceptedBefore: Quantity
    public var acceptedNow: Quantity

    public init(
        name: String, detail: String? = nil, unit: String? = nil, contracted: Quantity? = nil,
        acceptedBefore: Quantity = .zero, acceptedNow: Quantity
    ) {
        (self.name, self.detail, self.unit) = (name, detail, unit)
        (self.contracted, self.acceptedBefore, self.acceptedNow) = (contracted, acceptedBefore, acceptedNow)
    }
}
