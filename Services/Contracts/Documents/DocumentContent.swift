/// What only one kind of document has.
public enum DocumentContent: Hashable, Sendable {
    case contract(PrintedContract)
    case annex(PrintedAnnex)
    case order(PrintedOrder)
    case invoice(PrintedInvoice)
    case notice(PrintedNotice)
    case acceptance(PrintedAcceptance)
    case liquidation(PrintedLiquidation)
    case statement(PrintedStatement)
    case reminder(PrintedReminder)

    public var kind: DocumentKind {
        switch self {
        case .contract: .contract
        case .annex: .annex
        case .order: .order
        case .invoice: .invoice
        case .notice: .notice
        case .acceptance: .acceptance
        case .liquidation: .liquidation
        case .statement: .statement
        case .reminder: .reminder
        }
    }
}
