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
        let before = Acceptance.quantities(try acceptance.before(db))
        let lines = acceptance.lines.compactMap { line -> AcceptedLine? in
            guard let of = acceptance.contractLines.first(where: { $0.id == line.contractLineId }) else { return nil }
            // All three in one unit: that of the minutes, else the base unit.
            let earlier = before[of.id] ?? .zero
            let own = line.lineUnit(of: of)
            let isExact = [of.baseQuantity, earlier].allSatisfy { $0.exactly(in: own.size) != nil }
            let unit = isExact ? own : own.ofBase
            return AcceptedLine(
                name: of.description, detail: line.detail(language), unit: unit.name,
                contracted: of.quantity == .zero ? nil : of.baseQuantity.truncated(in: unit.size),
                acceptedBefore: earlier.truncated(in: unit.size),
                acceptedNow: line.baseQuantity.truncated(in: unit.size))
        }
        let content = PrintedAcceptance(
            contractNumber: contract.number, contractDate: contract.signedOn?.printed,
            isWhole: acceptance.isFinal && Self.leavesNothing(acceptance, before), lines: lines,
            value: try LiquidationSums.value(of: acceptance, contract, after: before),
            minutes: acceptance.note.map { $0.split(whereSeparator: \.isNewline).map(String.init) } ?? [])
        let parties = try parties(of: contract)
        return PrintedDocument(
            .acceptance(content), number: "\(acceptance.number)-\(contract.number)",
            date: acceptance.acceptedOn.printed, seller: parties.seller, buyer: parties.buyer,
            signatories: contract.printedSignatories, currency: contract.currency,
            isDraft: acceptance.status == .draft, zeroTens: try zeroTens())
    }

    private static func leavesNothing(_ acceptance: Acceptance, _ before: [EntityID: BaseQuantity]) -> Bool {
        let now = Acceptance.quantities(acceptance.lines)
        return acceptance.contractLines.allSatisfy { of in
            (before[of.id] ?? .zero) + (now[of.id] ?? .zero) >= of.baseQuantity
        }
    }

    func liquidation(of contract: Contract) throws -> PrintedDocument {
        guard [.ended, .settled, .liquidated].contains(contract.status) else {
            throw PrintingError.notPrinted(
                Bilingual(
                    en: "the contract is \(contract.status.label.en), not ended",
                    vi: "hợp đồng đang ở trạng thái \(contract.status.label.vi), chưa kết thúc"))
        }
        let day = try Day.fetchOne(
            db, sql: "SELECT onDay FROM step WHERE recordId = ? AND command = 'liquidate' ORDER BY number DESC LIMIT 1",
            arguments: [contract.id])
        let sums =
            try contract.liquidation
            ?? LiquidationSums(contract: contract, day: day ?? LocalZone.vietNam.day(of: now)).fetch(db)
        let content = PrintedLiquidation(
            form: contract.printedForm, contractNumber: contract.number, contractDate: contract.signedOn?.printed,
            contractValue: sums.contractValue, acceptedValue: sums.acceptedValue, invoiced: sums.invoiced,
            paid: sums.paid, remaining: sums.invoiced - sums.paid)
        let parties = try parties(of: contract)
        return PrintedDocument(
            .liquidation(content), number: "TL-\(contract.number)", date: day?.printed, seller: parties.seller,
            buyer: parties.buyer, signatories: contract.printedSignatories, currency: contract.currency,
            isDraft: contract.status != .liquidated, zeroTens: try zeroTens())
    }

    func printed(_ statement: BalanceStatement.Answer, _ language: DocumentLanguage) throws -> PrintedDocument {
        let partly =
            language == .vi
            ? "Chỉ gồm các hóa đơn và khoản thanh toán mà người lập được xem."
            : "Only of the invoices and payments that whoever prepared it may see."
        let corrections = try corrections(in: statement)
        let content = PrintedStatement(
            from: statement.from.printed, to: statement.to.printed, opening: statement.opening,
            entries: statement.entries.map {
                StatementEntry(
                    day: $0.day.printed, document: $0.name(language, corrections[$0.document]), debit: $0.debit,
                    credit: $0.credit,
                    balance: $0.balance)
            }, closing: statement.closing)
        return PrintedDocument(
            .statement(content), date: LocalZone.vietNam.day(of: now).printed, seller: try seller(nil),
            buyer: try buyer(nil, statement.customerId), currency: statement.currency,
            note: statement.isWhole ? nil : partly, zeroTens: try zeroTens())
    }

    /// The letter of what is overdue by `today`; only of invoices that the person may see.
    func reminder(of customer: EntityID, _ currency: Currency, today: Day, scope: SQL, _ language: DocumentLanguage)
        throws -> PrintedDocument
    {
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
        guard !overdue.isEmpty else {
            throw PrintingError.notPrinted(
                Bilingual(
                    en: "no invoice of this customer is overdue", vi: "khách hàng không có hóa đơn nào quá hạn"))
        }
        let content = PrintedReminder(
            asOf: today.printed, invoices: overdue, total: overdue.reduce(0) { $0 + $1.open },
            payBy: today.adding(days: 7).printed,
            paragraphs: [try credit(of: customer, currency, language)].compactMap(\.self))
        return PrintedDocument(
            .reminder(content), date: today.printed, seller: try seller(nil), buyer: try buyer(nil, customer),
            currency: currency, zeroTens: try zeroTens())
    }

    /// That the customer has paid more than was asked for, which has not been laid on an invoice yet.
    private func credit(
        of customer: EntityID, _ currency: Currency, _ language: DocumentLanguage
    ) throws -> String? {
        let account = try CustomerAccount.filter(Column("id") == customer).fetchOne(db)
        let credit = account?.balances.first { $0.currency == currency }?.credit ?? 0
        guard credit > 0 else { return nil }
        let sum = language.money(credit, currency)
        return language == .vi
            ? "Quý khách hiện còn \(sum) đã trả thừa, chưa được trừ vào các hóa đơn trên. Chúng tôi sẽ cấn trừ khi hai bên "
                + "thống nhất."
            : "You have a credit of \(sum) that is not laid on these invoices yet. We will set it off as agreed with you."
    }

    /// Which invoices of a statement correct another, and how.
    private func corrections(in statement: BalanceStatement.Answer) throws -> [String: CorrectionKind] {
        let invoices = try Invoice.filter(
            Column("customerId") == statement.customerId && Column("corrects") != nil
                && Column("issuedOn") >= statement.from && Column("issuedOn") <= statement.to
        ).fetchAll(db)
        return invoices.reduce(into: [:]) { $0[$1.name] = $1.correction?.kind }
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
    /// - Parameter correction: of an invoice that corrects another.
    fileprivate func name(_ language: DocumentLanguage, _ correction: CorrectionKind?) -> String {
        let words: (vi: String, en: String) =
            switch (kind, correction) {
            case (.invoice, .adjusting): ("Hóa đơn điều chỉnh", "Adjusting invoice")
            case (.invoice, .replacing): ("Hóa đơn thay thế", "Replacing invoice")
            case (.invoice, nil): ("Hóa đơn", "Invoice")
            case (.replaced, _): ("Hủy do bị thay thế: hóa đơn", "Replaced: invoice")
            case (.payment, _): ("Thanh toán", "Payment")
            case (.reversal, _): ("Hủy thanh toán", "Reversed payment")
            }
        let name = language == .vi ? words.vi : words.en
        // Through which system a payment came is for the firm alone, and a reference that was made up says nothing to people.
        let isPayment = kind == .payment || kind == .reversal
        let document = isPayment ? String(document.drop { $0 != "/" }.dropFirst()) : document
        let isMadeUp = document.split(separator: "/").last.flatMap { EntityID(String($0)) } != nil
        return isMadeUp || document.isEmpty ? name : "\(name) \(document)"
    }
}
