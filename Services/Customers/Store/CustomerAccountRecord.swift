import GRDB
import Messages
import Store

/// What Contracts said last of what a customer was invoiced and has paid.
struct CustomerAccountRecord: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "customerAccount"
    var customerId: EntityID
    var sequence: EventSequence
    var balances: [CustomerAccountState.Balance]
    var lastInvoiceOn: Day?
    var lastPaymentOn: Day?

    var paid: PaidValue { PaidValue(balances) }
    /// The later of the last invoice and the last payment (CUS-2).
    var lastTransactionOn: Day? { [lastInvoiceOn, lastPaymentOn].compactMap(\.self).max() }

    init(_ state: CustomerAccountState, sequence: EventSequence) {
        customerId = state.id
        self.sequence = sequence
        balances = state.balances
        lastInvoiceOn = state.lastInvoiceOn
        lastPaymentOn = state.lastPaymentOn
    }

    static func of(_ customerId: EntityID, _ db: Database) throws -> CustomerAccountRecord? {
        try filter(Column("customerId") == customerId).fetchOne(db)
    }
}
