import Foundation
import GRDB
import Messages
import Money
import Store

/// The rows that say what each payment pays of each invoice: the ground of every paid value (CON-10).
extension Transaction {
    /// `day` is that from which on it counts.
    func addAllocation(of payment: EntityID, to invoice: EntityID, _ amount: Int64, on day: Day) throws {
        try db.execute(
            sql: """
                INSERT INTO allocation(paymentId, invoiceId, amount, isReversed) VALUES (?, ?, ?, 0)
                ON CONFLICT(paymentId, invoiceId) DO UPDATE SET amount = amount + excluded.amount
                """, arguments: [payment, invoice, amount])
        try settle(payment, invoice, amount, on: day)
    }

    /// Takes a part of an allocation back.
    func reduceAllocation(of payment: EntityID, to invoice: EntityID, _ amount: Int64, on day: Day) throws {
        try db.execute(
            sql: "DELETE FROM allocation WHERE paymentId = ? AND invoiceId = ? AND amount = ?",
            arguments: [payment, invoice, amount])
        try db.execute(
            sql: "UPDATE allocation SET amount = amount - ?3 WHERE paymentId = ?1 AND invoiceId = ?2 AND amount > ?3",
            arguments: [payment, invoice, amount])
        try settle(payment, invoice, -amount, on: day)
    }

    func reverseAllocations(of payment: Payment, on day: Day) throws {
        try db.execute(sql: "UPDATE allocation SET isReversed = 1 WHERE paymentId = ?", arguments: [payment.id])
        for allocation in payment.allocations {
            try settle(payment.id, allocation.invoiceId, -allocation.amount, on: day)
        }
    }

    /// The last day on which something of the payment came onto or off an invoice, or when it was paid.
    func lastMovementDay(of payment: Payment) throws -> Day {
        let last = try Day.fetchOne(
            db, sql: "SELECT max(onDay) FROM settlement WHERE paymentId = ?", arguments: [payment.id])
        return max(payment.paidOn, last ?? payment.paidOn)
    }

    /// Whether it pays an invoice of a contract that is liquidated.
    func paysLiquidated(_ payment: EntityID) throws -> Bool {
        let request: SQLRequest<Bool> = """
            SELECT EXISTS (SELECT 1 FROM allocation JOIN invoice ON invoice.id = invoiceId
              JOIN contract ON contract.id = invoice.contractId
              WHERE paymentId = \(payment) AND contract.status = 'liquidated')
            """
        return try request.fetchOne(db) ?? false
    }

    private func settle(_ payment: EntityID, _ invoice: EntityID, _ amount: Int64, on day: Day) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO settlement(paymentId, invoiceId, onDay, amount, invoiceIssuedOn)
                VALUES (?1, ?2, ?3, ?4, (SELECT issuedOn FROM invoice WHERE id = ?2))
                """
        ).execute(arguments: [payment, invoice, day, amount])
    }

    /// The payments that pay an invoice, in the order in which they were made.
    func payments(of invoice: EntityID) throws -> [Payment] {
        let request: SQLRequest<Payment> = """
            SELECT payment.* FROM allocation JOIN payment ON payment.id = allocation.paymentId
            WHERE allocation.invoiceId = \(invoice) AND allocation.isReversed = 0 ORDER BY payment.paidOn, payment.id
            """
        return try request.fetchAll(db)
    }

    /// The oldest open invoices whose open amounts reach `amount`, or all where they do not.
    func openInvoices(_ scope: OpenInvoices, _ currency: Currency, upTo amount: Int64) throws -> [Invoice] {
        let cursor = try Invoice.fetchCursor(
            db,
            SQLRequest<Invoice>(
                """
                SELECT * FROM invoice WHERE \(scope.condition) AND currency = \(currency)
                  AND status IN ('issued', 'adjusted') AND paid < payable ORDER BY issuedOn, id
                """))
        var (found, reached): ([Invoice], Int64) = ([], 0)
        while reached < amount, let invoice = try cursor.next() {
            found.append(invoice)
            reached = reached.addingReportingOverflow(invoice.open).partialValue
        }
        return found
    }
}

/// Whose open invoices.
enum OpenInvoices {
    case customer(EntityID)
    case contract(EntityID)
    case order(EntityID)

    var condition: SQL {
        switch self {
        case .customer(let id): "customerId = \(id)"
        case .contract(let id): "contractId = \(id)"
        case .order(let id): "orderId = \(id)"
        }
    }
}

extension Transaction {
    /// The oldest payment with something left of its advance for that order or contract.
    func oldestAdvance(_ column: String, _ document: EntityID, currency: Currency) throws -> Payment? {
        let request: SQLRequest<Payment> = """
            SELECT * FROM payment WHERE \(SQL(sql: column)) = \(document) AND currency = \(currency) AND advance > 0
              AND isReversed = 0 ORDER BY paidOn, id LIMIT 1
            """
        return try request.fetchOne(db)
    }
}
