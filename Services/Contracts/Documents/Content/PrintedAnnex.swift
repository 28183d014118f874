import Money

/// An annex of a contract (phụ lục, CON-1): what it changes, as it was and as it is to be. What did not change is nil.
public struct PrintedAnnex: Hashable, Sendable {
    /// A value before and after; nil on a side that has none.
    public struct Change<Value: Hashable & Sendable>: Hashable, Sendable {
        public var before: Value?
        public var after: Value?

        /// Nil where nothing changes.
        public init?(_ before: Value?, _ after: Value?) {
            guard before != after else { return nil }
            (self.before, self.after) = (before, after)
        }
    }

    /// Of the contract: chooses how the parties are called.
    public var form: PrintedContract.Form
    /// Counted from 1 in each contract.
    public var annexNumber: Int
    public var contractNumber: String
    public var contractDate: PrintedDay?
    /// What was agreed and why, a paragraph each.
    public var agreed: [String]
    /// Minor units, tax included.
    public var total: Change<Int64>?
    public var ceiling: Change<Int64>?
    public var effectiveTo: Change<PrintedDay>?
    public var paymentTerms: Change<String>?
    public var allowance: Change<String>?
    /// The lines that are added, changed or left out, in their order.
    public var lines: [Change<PrintedLine>]
    /// All lines as they are from now on, where any changes.
    public var goods: PrintedGoods?
    /// The schedule from now on, where it changes; empty where there is none any more.
    public var instalments: [Instalment]?
    /// Retention and bank guarantees from now on, a sentence each, where they change.
    public var guarantees: [String]?

    public init(
        form: PrintedContract.Form = .sale, annexNumber: Int, contractNumber: String, contractDate: PrintedDay? = nil,
        agreed: [String],
        total: Change<Int64>? = nil, ceiling: Change<Int64>? = nil, effectiveTo: Change<PrintedDay>? = nil,
        paymentTerms: Change<String>? = nil, allowance: Change<String>? = nil, lines: [Change<PrintedLine>] = [],
        goods: PrintedGoods? = nil, instalments: [Instalment]? = nil, guarantees: [String]? = nil
    ) {
        self.form = form
        (self.annexNumber, self.contractNumber, self.contractDate) = (annexNumber, contractNumber, contractDate)
        (self.agreed, self.total, self.ceiling, self.effectiveTo) = (agreed, total, ceiling, effectiveTo)
        (self.paymentTerms, self.allowance, self.lines) = (paymentTerms, allowance, lines)
        (self.goods, self.instalments, self.guarantees) = (goods, instalments, guarantees)
    }
}
