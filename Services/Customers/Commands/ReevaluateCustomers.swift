import GRDB
import Messages
import Store

/// After a parameter changed: every customer that has paid takes on what its paid value now warrants; one that fell
/// stays fallen (CUS-2).
struct ReevaluateCustomers {
    var cause: StatusCause

    func execute(in transaction: Transaction) throws {
        let ids = try EntityID.fetchAll(
            transaction.db,
            sql: "SELECT customer.id FROM customer JOIN customerAccount ON customerAccount.customerId = customer.id")
        for id in ids {
            let old = try transaction.fetch(Customer.self, id)
            var customer = old
            try transaction.evaluateStatus(of: &customer, from: old, cause)
        }
    }
}
