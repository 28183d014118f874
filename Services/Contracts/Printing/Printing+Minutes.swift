import Documents
import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Minutes, statements and letters as they are printed.
extension PrintedFacts {
    func printed(_ acceptance: Acceptance, _ language: DocumentLanguage) throws -> PrintedDocument {
        guard let contract = try contract(acceptance.contractId) else {
            throw CommonError.notFound(entity: "contract", id: acceptance.contractId.description)
        }
        let before = try Acceptance.filter(
            Column("contractId") == contract.id && Column("status") == "signed" && Column("id") != acceptance.id
                && Column("createdAt") <= acceptance.createdAt
        ).fetchAll(db)
        let lines = acceptance.lines.compactMap { line -> AcceptedLine? in
            guard let of = acceptance.contractLines.first(where: { $0.id == line.contractLineId }) else { return nil }
            let earlier = before.flatMap(\.lines).filter { $0.contractLineId == of.id }
            return AcceptedLine(
                name: of.description, detail: line.detail(language), unit: of.unit,
                contracted: of.quantity == .zero ? nil : of.quantity,
                acceptedBefore: Quantity(scaled: earlier.reduce(0) { $0 + $1.quantity.scaled }),
                acceptedNow: line.quantity)
        }
        let content = PrintedAcceptance(
            contractNumber: contract.number, contractDate: contract.signedOn?.printed,
            isWhole: acceptance.isFinal && Self.leavesNothing(acceptance, before), lines: lines,
            value: try value(of: acceptance, contract),
            minutes: acceptance.note.map { $0.split(whereSeparator: \.isNewline).map(String.init) } ?? [])
        return PrintedDocument(
            .acceptance(content), number: "\(acceptance.number)-\(contract.number)",
            date: acceptance.acceptedOn.printed, seller: try seller(contract.parties?.seller),
            buyer: try buyer(contract.parties?.buyer, contract.customerId),
            signatories: contract.printedSignatories, currency: contract.currency,
            isDraft: acceptance.status == .draft, zeroTens: try zeroTens())
    }

    private static func leavesNothing(_ acceptance: Acceptance, _ before: [Acceptance]) -> Bool {
        acceptance.contractLines.allSatisfy { of in
            let lines = ([acceptance] + before).flatMap(\.lines).filter { $0.contractLineId == of.id }
            return lines.reduce(0) { $0 + $1.quantity.scaled } >= of.quantity.scaled
        }
    }

    /// With tax, by the contract's own prices.
    private func value(of acceptance: Acceptance, _ contract: Contract) throws -> Int64 {
        let lines = acceptance.lines.compactMap { line -> LineState? in
            guard var of = acceptance.contractLines.first(where: { $0.id == line.contractLineId }) else { return nil }
            of.discount = of.discount(forPart: line.quantity)
            of.quantity = line.quantity
            return of
        }
        return try PricedLines(lines, currency: contract.currency, rounding: contract.sums.rounding).sums.total
    }

    /// What the contract came to, was invoiced and paid; of what is ended, settled or liquidated.
    func liquidation(of contract: Contract) throws -> PrintedDocument {
        guard [.ended, .settled, .liquidated].contains(contract.status) else {
            throw PrintingError.notPrinted("the contract is \(contract.status.rawValue), not ended")
        }
        let day = try Day.fetchOne(
            db, sql: "SELECT onDay FROM step WHERE recordId = ? AND command = 'liquidate' ORDER BY number DESC LIMIT 1",
            arguments: [contract.id])
        let (invoiced, paid) = try invoicedAndPaid(of: contract.id, by: day ?? LocalZone.vietNam.day(of: now))
        let accepted = try Acceptance.filter(Column("contractId") == contract.id && Column("status") == "signed")
            .fetchAll(db)
        let content = PrintedLiquidation(
            contractNumber: contract.number, contractDate: contract.signedOn?.printed,
            contractValue: contract.sums.total,
            acceptedValue: accepted.isEmpty
                ? nil : try accepted.reduce(Int64(0)) { try $0 + value(of: $1, contract) },
            invoiced: invoiced, paid: paid, remaining: invoiced - paid)
        return PrintedDocument(
            .liquidation(content), number: "TL-\(contract.number)", date: day?.printed,
            seller: try seller(contract.parties?.seller),
            buyer: try buyer(contract.parties?.buyer, contract.customerId), signatories: contract.printedSignatories,
            currency: contract.currency, isDraft: contract.status != .liquidated, zeroTens: try zeroTens())
    }

    /// As it was at the end of `day`, so that signed minutes never change: in the smallest unit, with what was paid in advance.
    private func invoicedAndPaid(of contract: EntityID, by day: Day) throws -> (invoiced: Int64, paid: Int64) {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT
                  (SELECT coalesce(sum(total), 0) FROM invoice WHERE contractId = ?1 AND issuedOn <= ?2
                     AND (replacedOn IS NULL OR replacedOn > ?2)) AS invoiced,
                  (SELECT coalesce(sum(settlement.amount), 0) FROM invoice JOIN settlement ON invoiceId = invoice.id
                     WHERE contractId = ?1 AND onDay <= ?2)
                  + (SELECT coalesce(sum(advance), 0) FROM payment WHERE contractId = ?1 AND paidOn <= ?2
                     AND (isReversed = 0 OR EXISTS (SELECT 1 FROM step WHERE recordId = payment.id
                       AND command = 'reverse' AND onDay > ?2))) AS paid
                """, arguments: [contract, day])
        return (row?["invoiced"] ?? 0, row?["paid"] ?? 0)
    }

    func printed(_ statement: BalanceStatement.Answer, _ language: DocumentLanguage) throws -> PrintedDocument {
        let partly =
            language == .vi
            ? "Chỉ gồm các hóa đơn và khoản thanh toán mà người lập được xem."
            : "Only of the invoices and payments that whoever prepared it may see."
        let content = PrintedStatement(
            from: statement.from.printed, to: statement.to.printed, opening: statement.opening,
            entries: statement.entries.map {
                StatementEntry(
                    day: $0.day.printed, document: $0.name(language), debit: $0.debit, credit: $0.credit,
                    balance: $0.balance)
            }, closing: statement.closing)
        return PrintedDocument(
            .statement(content), date: LocalZone.vietNam.day(of: now).printed, seller: try seller(nil),
            buyer: try buyer(nil, statement.customerId), currency: statement.currency,
            note: statement.isWhole ? nil : partly, zeroTens: try zeroTens())
    }

    /// The letter of what is overdue by `today`; only of invoices that the person may see.
    func reminder(of customer: EntityID, _ currency: Currency, today: Day, scope: SQL) throws -> PrintedDocument {
        let request: SQLRequest<Invoice> = """
            SELECT * FROM invoice WHERE customerId = \(customer) AND currency = \(currency)
              AND status IN ('issued', 'adjusted') AND paid < payable AND coalesce(dueOn, issuedOn) < \(today) AND \(scope)
            ORDER BY coalesce(dueOn, issuedOn), id LIMIT 1000
            """
        let overdue = try request.fetchAll(db).compactMap { invoice -> OverdueInvoice? in
            guard let issued = invoice.issuedOn else { return nil }
            let due = invoice.dueOn ?? issued
            return OverdueInvoice(
                number: invoice.name, issuedOn: issued.printed, dueOn: due.printed,
                daysOverdue: Int(today.daysSince1970 - due.daysSince1970), total: invoice.payable, open: invoice.open)
        }
        guard !overdue.isEmpty else { throw PrintingError.notPrinted("no invoice of this customer is overdue") }
        let content = PrintedReminder(
            asOf: today.printed, invoices: overdue, total: overdue.reduce(0) { $0 + $1.open },
            payBy: today.adding(days: 7).printed)
        return PrintedDocument(
            .reminder(content), date: today.printed, seller: try seller(nil), buyer: try buyer(nil, customer),
            currency: currency, zeroTens: try zeroTens())
    }
}

extension AcceptanceState.Line {
    fileprivate func detail(_ language: DocumentLanguage) -> String? {
        let serials =
            self.serials.isEmpty
            ? nil : (language == .vi ? "Số sê-ri: " : "Serial numbers: ") + self.serials.joined(separator: ", ")
        let warranty = warrantyMonths.map {
            language == .vi ? "Bảo hành \($0) tháng" : "Warranty of \($0) months"
        }
        let parts = [serials, warranty].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

extension BalanceStatement.Entry {
    fileprivate func name(_ language: DocumentLanguage) -> String {
        let words: (vi: String, en: String) =
            switch kind {
            case .invoice: ("Hóa đơn", "Invoice")
            case .replaced: ("Thay thế hóa đơn", "Replaced invoice")
            case .payment: ("Thanh toán", "Payment")
            case .reversal: ("Hủy thanh toán", "Reversed payment")
            }
        let name = language == .vi ? words.vi : words.en
        // A reference that was made up says nothing to people.
        let isMadeUp = document.split(separator: "/").last.flatMap { EntityID(String($0)) } != nil
        return isMadeUp ? name : "\(name) \(document)"
    }
}
