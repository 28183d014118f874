/// A letter that reminds of overdue invoices (thư nhắc nợ, CON-9); amounts in minor units.
public struct PrintedReminder: Hashable, Sendable {
    /// Which reminder it is, from 1; nil prints none.
    public var level: Int?
    /// The person the letter is sent to.
    public var attention: String?
    /// The days overdue are as of this day.
    public var asOf: PrintedDay
    public var invoices: [OverdueInvoice]
    /// Sum of what is open.
    public var total: Int64
    public var payBy: PrintedDay?
    /// Added before the closing words, a paragraph each.
    public var paragraphs: [String]

    public init(
        level: Int? = nil, attention: String? = nil, asOf: PrintedDay, invoices: [OverdueInvoice], total: Int64,
        payBy: PrintedDay? = nil, paragraphs: [String] = []
    ) {
        (self.level, self.attention, self.asOf, self.invoices) = (level, attention, asOf, invoices)
        (self.total, self.payBy, self.paragraphs) = (total, payBy, paragraphs)
    }
}

/// An invoice that is past its due day.
public struct OverdueInvoice: Hashable, Sendable {
    /// "1C26TAA số 12".
    public var number: String
    public var issuedOn: PrintedDay
    public var dueOn: PrintedDay
    public var daysOverdue: Int
    public var total: Int64
    /// What is not paid yet.
    public var open: Int64

    public init(
        number: String, issuedOn: PrintedDay, dueOn: PrintedDay, daysOverdue: Int, total: Int64, open: Int64
    ) {
        (self.number, self.issuedOn, self.dueOn) = (number, issuedOn, dueOn)
        (self.daysOverdue, self.total, self.open) = (daysOverdue, total, open)
    }
}
