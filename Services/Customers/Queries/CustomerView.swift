import GRDB
import Messages
import ServiceKit
import Store

/// One customer, with what it has paid where the person may see invoices.
struct CustomerView {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> CustomerResponse {
        let customer = try VisibleCustomer(person: person).fetch(id, db)
        guard try RowScope(person, .customer, as: .invoices).reaches(id, db),
            let account = try CustomerAccountRecord.of(id, db)
        else { return CustomerResponse(customer) }
        return CustomerResponse(
            customer,
            account: CustomerResponse.Account(
                balances: account.balances, lastTransactionOn: account.lastTransactionOn))
    }
}
