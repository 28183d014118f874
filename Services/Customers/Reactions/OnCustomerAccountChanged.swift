import GRDB
import Messages
import ServiceKit
import Store

/// What a customer has paid changed (CUS-2): a new payment undoes a fall and lifts at once, a reversal lowers at once.
struct OnCustomerAccountChanged {
    var event: Event<CustomerAccountState>

    func execute(in transaction: Transaction) throws {
        let known = try CustomerAccountRecord.of(event.state.id, transaction.db)
        if let known, known.sequence >= event.sequence { return }
        let account = CustomerAccountRecord(event.state, sequence: event.sequence)
        try account.save(transaction.db)
        guard let old = try transaction.find(Customer.self, event.state.id) else { return }
        let isPayment = account.paid.exceeds(known?.paid ?? PaidValue())
        var customer = old
        if isPayment { customer.undoFall() }
        let cause = StatusCause(
            kind: isPayment ? .payment : .reversal, text: event.data.cause ?? event.state.subject.description)
        try transaction.evaluateStatus(of: &customer, from: old, cause)
    }
}
