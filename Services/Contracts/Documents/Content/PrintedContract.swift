import Money

/// A contract (CON-1).
public struct PrintedContract: Hashable, Sendable {
    /// Chooses the title and how the parties are called.
    public enum Form: String, Codable, Hashable, Sendable, CaseIterable {
        case sale
        case service
        case maintenance
        case framework
    }

    public var form: Form
    public var goods: PrintedGoods
    /// Of a framework contract, in minor units.
    public var ceiling: Int64?
    public var effectiveFrom: PrintedDay?
    public var effectiveTo: PrintedDay?
    public var paymentTerms: String?
    public var instalments: [Instalment]
    /// Retention and bank guarantees, a sentence each.
    public var guarantees: [String]
    public var renewalTerms: String?
    /// Printed as articles after those about goods, value, payment and validity.
    public var terms: [Clause]
    /// Says above the terms that they are those that were signed, where annexes have changed what stands before them.
    public var areTermsAsSigned: Bool
    /// Since version 3 of the template.
    public var allowance: PrintedAllowance?
    /// How many originals are signed; prints the closing sentence about them.
    public var copies: Int?

    public init(
        form: Form, goods: PrintedGoods, ceiling: Int64? = nil, effectiveFrom: PrintedDay? = nil,
        effectiveTo: PrintedDay? = nil, paymentTerms: String? = nil, instalments: [Instalment] = [],
        guarantees: [String] = [], renewalTerms: String? = nil, terms: [Clause] = [],
        areTermsAsSigned: Bool = false, allowance: PrintedAllowance? = nil, copies: Int? = nil
    ) {
        (self.form, self.goods, self.ceiling) = (form, goods, ceiling)
        (self.effectiveFrom, self.effectiveTo) = (effectiveFrom, effectiveTo)
        (self.paymentTerms, self.instalments, self.guarantees) = (paymentTerms, instalments, guarantees)
        (self.renewalTerms, self.terms, self.copies) = (renewalTerms, terms, copies)
        (self.areTermsAsSigned, self.allowance) = (areTermsAsSigned, allowance)
    }
}

/// How much service a contract covers (CON-8).
public struct PrintedAllowance: Hashable, Sendable {
    public enum Unit: String, Codable, Hashable, Sendable, CaseIterable {
        case cases
        case hours
    }

    public var unit: Unit
    public var quantity: Quantity
    /// Both days included; the contract's own period where both are nil.
    public var from: PrintedDay?
    public var to: PrintedDay?
    /// What is covered, in words.
    public var coverage: String?

    public init(
        unit: Unit, quantity: Quantity, from: PrintedDay? = nil, to: PrintedDay? = nil, coverage: String? = nil
    ) {
        (self.unit, self.quantity, self.from, self.to, self.coverage) = (unit, quantity, from, to, coverage)
    }
}

/// One payment of a schedule.
public struct Instalment: Hashable, Sendable {
    /// "Đợt 1: sau khi ký hợp đồng".
    public var label: String
    public var dueOn: PrintedDay?
    /// Minor units.
    public var amount: Int64

    public init(label: String, dueOn: PrintedDay? = nil, amount: Int64) {
        (self.label, self.dueOn, self.amount) = (label, dueOn, amount)
    }
}
