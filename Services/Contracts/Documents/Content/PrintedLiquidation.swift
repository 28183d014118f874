/// Minutes of the liquidation of a contract (CON-2); amounts in minor units.
public struct PrintedLiquidation: Hashable, Sendable {
    /// Of the contract: chooses how the parties are called.
    public var form: PrintedContract.Form
    public var contractNumber: String
    public var contractDate: PrintedDay?
    public var contractValue: Int64
    public var acceptedValue: Int64?
    public var invoiced: Int64
    public var paid: Int64
    /// Above zero the buyer still owes, below zero the seller gives back; chooses the wording of the settlement.
    public var remaining: Int64
    /// By when `remaining` is to be paid.
    public var payBy: PrintedDay?
    /// What else the parties state about their mutual settlement, a paragraph each.
    public var statements: [String]
    public var copies: Int?

    public init(
        form: PrintedContract.Form = .sale, contractNumber: String, contractDate: PrintedDay? = nil,
        contractValue: Int64, acceptedValue: Int64? = nil, invoiced: Int64, paid: Int64, remaining: Int64,
        payBy: PrintedDay? = nil, statements: [String] = [],
        copies: Int? = nil
    ) {
        (self.form, self.contractNumber, self.contractDate) = (form, contractNumber, contractDate)
        (self.contractValue, self.acceptedValue) = (contractValue, acceptedValue)
        (self.invoiced, self.paid, self.remaining, self.payBy) = (invoiced, paid, remaining, payBy)
        (self.statements, self.copies) = (statements, copies)
    }
}
