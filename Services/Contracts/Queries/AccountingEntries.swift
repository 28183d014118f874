import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Issued invoices and payments as entries of double bookkeeping, for the accounting package (CON-5): by the accounts of
/// Circular 200/2014/TT-BTC, each of which is a parameter.
struct AccountingEntries {
    struct Line: Encodable, Sendable, Hashable {
        var day: Day
        var document: String
        var customerCode: String
        var customer: String
        var debit: String
        var credit: String
        /// In the smallest unit; below zero where an adjustment takes away.
        var amount: Int64
        var currency: Currency
        var exchangeRate: UnitPrice?
        var note: String
    }

    static let most = 100_000
    var person: Person
    var period: ReportPeriod
    /// The time whose parameters count.
    var now: Instant

    func fetch(_ db: Database) throws -> [Line] {
        try person.require(.invoices, .export)
        try person.require(.payments, .export)
        let lines = try invoices(db) + payments(db)
        guard lines.count <= Self.most else { throw ReportError.invalidPeriod }
        return lines.sorted { ($0.day, $0.document) < ($1.day, $1.document) }
    }

    private func account(_ definition: ParameterDefinition, _ db: Database) throws -> String {
        try Parameters.value(definition.name, at: now, default: definition.defaultValue, db) ?? ""
    }

    /// What was replaced is taken back on the day of its replacement.
    private func invoices(_ db: Database) throws -> [Line] {
        let receivable = try account(AccountingParameters.receivable, db)
        let (revenue, tax) = (
            try account(AccountingParameters.revenue, db), try account(AccountingParameters.outputTax, db)
        )
        let request: SQLRequest<Row> = """
            SELECT invoice.*, customerCopy.code AS customerCode, customerCopy.name AS customerName
            FROM invoice LEFT JOIN customerCopy ON customerCopy.id = invoice.customerId
            WHERE (issuedOn BETWEEN \(period.from) AND \(period.to) OR replacedOn BETWEEN \(period.from) AND \(period.to))
              AND external IS NULL AND \(RowScope(person, .invoice, .export).condition("invoice"))
            ORDER BY issuedOn, invoice.id LIMIT \(Self.most)
            """
        return try request.fetchAll(db).flatMap { row in
            let invoice = try Invoice(row: row)
            var lines: [Line] = []
            for (day, sign) in [(invoice.issuedOn, Int64(1)), (invoice.replacedOn, Int64(-1))] {
                guard let day, period.from <= day, day <= period.to else { continue }
                for (account, amount) in [(revenue, invoice.sums.afterDiscount), (tax, invoice.sums.tax)]
                where amount != 0 {
                    lines.append(
                        Line(
                            day: day, document: invoice.name, customerCode: row["customerCode"] ?? "",
                            customer: row["customerName"] ?? invoice.customerId.description, debit: receivable,
                            credit: account, amount: amount * sign, currency: invoice.currency,
                            exchangeRate: invoice.exchangeRate,
                            note: sign < 0 ? "Thay thế" : invoice.correction?.wording ?? invoice.note ?? ""))
                }
            }
            return lines
        }
    }

    private func payments(_ db: Database) throws -> [Line] {
        let receivable = try account(AccountingParameters.receivable, db)
        let (bank, cash) = (try account(AccountingParameters.bank, db), try account(AccountingParameters.cash, db))
        let request: SQLRequest<Row> = """
            SELECT payment.*, customerCopy.code AS customerCode, customerCopy.name AS customerName,
              (SELECT onDay FROM step WHERE recordId = payment.id AND command = 'reverse') AS reversedOn
            FROM payment LEFT JOIN customerCopy ON customerCopy.id = payment.customerId
            WHERE (paidOn BETWEEN \(period.from) AND \(period.to) OR reversedOn BETWEEN \(period.from) AND \(period.to))
              AND \(RowScope(person, .payment, .export).condition("payment")) ORDER BY paidOn, payment.id LIMIT \(Self.most)
            """
        return try request.fetchAll(db).flatMap { row in
            let payment = try Payment(row: row)
            let days: [(Day?, Int64)] = [(payment.paidOn, 1), (row["reversedOn"], -1)]
            return days.compactMap { day, sign -> Line? in
                guard let day, period.from <= day, day <= period.to else { return nil }
                return Line(
                    day: day, document: "\(payment.source)/\(payment.reference)",
                    customerCode: row["customerCode"] ?? "",
                    customer: row["customerName"] ?? payment.customerId.description,
                    debit: payment.source == "cash" ? cash : bank, credit: receivable, amount: payment.amount * sign,
                    currency: payment.currency, note: payment.note ?? "")
            }
        }
    }
}
