/// A statement of balances with a customer (biên bản đối chiếu công nợ, CON-9), from the seller's side; amounts in
/// minor units. A balance above zero is owed by the buyer, below zero by the seller.
public struct PrintedStatement: Hashable, Sendable {
    /// Nil for all that happened until `to`.
    public var from: PrintedDay?
    public var to: PrintedDay
    public var opening: Int64
    public var entries: [StatementEntry]
    public var closing: Int64
    /// By when the buyer is to confirm or object.
    public var answerBy: PrintedDay?
    public var copies: Int?

    public init(
        from: PrintedDay? = nil, to: PrintedDay, opening: Int64, entries: [StatementEntry], closing: Int64,
        answerBy: PrintedDay? = nil, copies: Int? = nil
    ) {
        (self.from, self.to, self.opening) = (from, to, opening)
        (self.entries, self.closing, self.answerBy, self.copies) = (entries, closing, answerBy, copies)
    }
}

/// An invoice, a payment or a correction.
public struct StatementEntry: Hashable, Sendable {
    public var day: PrintedDay
    /// "Hóa đơn 1C26TAA số 12".
    public var document: String
    public var description: String?
    /// What the buyer came to owe.
    public var debit: Int64
    /// What the buyer paid or was credited.
    public var credit: Int64
    /// After this entry.
    public var balance: Int64

    public init(
        day: PrintedDay, document: String, description: String? = nil, debit: Int64 = 0, credit: Int64 = 0,
        balance: Int64
    ) {
        (self.day, self.document, self.description) = (day, document, description)
        (self.debit, self.credit, self.balance) = (debit, credit, balance)
    }
}
