import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Takes over what a customer had paid and still owes from the books before Quen (CON-6).
struct ImportCutOver {
    struct Input: Codable, Sendable {
        var currency: Currency
        var on: Day
        /// In the smallest unit, without what was paid of the open invoices.
        var paid: Int64
        /// How many invoices that was; one where something was paid and it is left out.
        var paidInvoices: Int?
        var lastPaymentOn: Day?
        var openInvoices: [OpenInvoice]?
    }

    struct OpenInvoice: Codable, Sendable, Hashable {
        var number: String
        var issuedOn: Day
        var dueOn: Day?
        /// What is still open of it, in the smallest unit.
        var open: Int64
    }

    var customerId: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.payments, .approve)
        let customer = try transaction.visibleCustomer(customerId, for: person)
        try check(in: transaction)
        let cutOver = CutOver(
            customerId: customerId, currency: input.currency, onDay: input.on, paid: input.paid,
            paidInvoices: input.paidInvoices ?? (input.paid > 0 ? 1 : 0), lastPaymentOn: input.lastPaymentOn,
            at: transaction.now, account: person.account)
        try cutOver.insert(transaction.db)
        var change = AccountChange(paid: input.paid, paidInvoices: cutOver.paidInvoices)
        for open in input.openInvoices ?? [] {
            try insert(open, owner: customer, in: transaction)
            change.invoiced += open.open
        }
        try transaction.audit(
            "cut-over", subject: Subject("customer", customerId).description,
            details: ["currency": input.currency.code, "paid": String(input.paid)])
        try transaction.changeAccount(
            of: customerId, input.currency, by: change, cause: Subject("customer", customerId))
        let account = try transaction.fetch(CustomerAccount.self, customerId)
        return RecordVersion(
            source: transaction.source, subject: account.published.subject, sequence: account.sequence)
    }

    private func check(in transaction: Transaction) throws {
        guard input.on <= transaction.today else { throw CutOverError.inFuture(path: "$.on") }
        guard input.paid >= 0, input.paid <= PricedLines.greatestTotal, input.paidInvoices ?? 0 >= 0,
            input.paidInvoices ?? 0 <= 1_000_000
        else { throw CutOverError.notPositive(path: "$.paid") }
        if let last = input.lastPaymentOn, last > input.on { throw CutOverError.afterBusiness }
        let open = input.openInvoices ?? []
        guard open.count <= PricedLines.mostLines else {
            throw LineError.tooManyLines(most: PricedLines.mostLines, root: "$")
        }
        for (index, invoice) in open.enumerated() {
            guard invoice.open > 0, invoice.open <= PricedLines.greatestTotal else {
                throw CutOverError.notPositive(path: "$.openInvoices[\(index)].open")
            }
            guard invoice.issuedOn <= input.on else {
                throw CutOverError.inFuture(path: "$.openInvoices[\(index)].issuedOn")
            }
        }
        var seen: Set<String> = []
        if let twice = open.first(where: { !seen.insert($0.number).inserted }) {
            throw CutOverError.numberTwice(twice.number)
        }
        let known = try CutOver.filter(Column("customerId") == customerId && Column("currency") == input.currency.code)
            .fetchCount(transaction.db)
        guard known == 0 else { throw CutOverError.done(input.currency) }
    }

    /// Kept as issued elsewhere, of what is open of it.
    private func insert(_ open: OpenInvoice, owner: Ownership?, in transaction: Transaction) throws {
        let line = LineState(
            id: transaction.newID(), productId: nil, description: "Số dư đầu kỳ hóa đơn \(open.number)",
            quantity: Quantity(scaled: 10_000), unitPrice: try Self.price(open.open, input.currency), tax: .notDeclared)
        let priced = try PricedLines([line], currency: input.currency, rounding: .perLine)
        var invoice = Invoice(
            id: transaction.newID(), status: .issued, customerId: customerId, currency: input.currency,
            lines: priced.lines, sums: priced.sums, series: CutOver.series, number: open.number,
            issuedOn: open.issuedOn, dueOn: open.dueOn ?? open.issuedOn,
            external: ExternalReference(system: "cut-over", externalId: open.number), createdAt: transaction.now)
        invoice.ownership = owner ?? Ownership(branchId: person.branch, responsibleId: person.employee)
        try transaction.insert(&invoice, event: "recorded", cause: Subject("customer", customerId).description)
    }

    private static func price(_ units: Int64, _ currency: Currency) throws -> UnitPrice {
        guard let price = UnitPrice(Amount(minorUnits: units, currency: currency).decimalString) else {
            throw CutOverError.notPositive(path: "$.openInvoices")
        }
        return price
    }
}

extension CutOver: FetchableRecord, PersistableRecord {
    static let databaseTableName = "cutOver"
}
