import Foundation
import GRDB
import Messages
import Money
import Store

extension CustomerAccount: EntityRecord {
    static let databaseTableName = "customerAccount"

    var published: CustomerAccountState {
        CustomerAccountState(
            id: id, balances: balances, lastInvoiceOn: lastInvoiceOn, lastPaymentOn: lastPaymentOn,
            paidInvoices: paidInvoices)
    }
}

extension Transaction {
    /// Changes a customer's account and publishes it, where anything of it changed. `cause` is the invoice or payment
    /// that it follows from, such as `invoice/0190…`. Call it once for a command, after its rows are written.
    func changeAccount(
        of customer: EntityID, _ currency: Currency, by change: AccountChange, cause: Subject
    ) throws {
        let old = try find(CustomerAccount.self, customer)
        var account = old ?? CustomerAccount(id: customer)
        if change != AccountChange() { try account.apply(change, in: currency) }
        account.lastInvoiceOn = try lastDay(
            "SELECT issuedOn FROM invoice WHERE customerId = ? AND issuedOn IS NOT NULL ORDER BY issuedOn DESC LIMIT 1",
            customer)
        account.lastPaymentOn = try lastDay(
            """
            SELECT max(day) FROM (
              SELECT * FROM (SELECT paidOn AS day FROM payment WHERE customerId = ?1 AND isReversed = 0
                ORDER BY paidOn DESC LIMIT 1)
              UNION ALL SELECT lastPaymentOn FROM cutOver WHERE customerId = ?1)
            """, customer)
        guard account != old else { return }
        if let old {
            try update(&account, from: old, event: "changed", cause: cause.description)
        } else {
            try insert(&account, event: "changed", cause: cause.description)
        }
    }

    private func lastDay(_ sql: String, _ customer: EntityID) throws -> Day? {
        try Day.fetchOne(db.cachedStatement(sql: sql), arguments: [customer])
    }
}
