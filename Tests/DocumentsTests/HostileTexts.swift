import Documents
import Money

/// Documents whose texts are all different and made by one rule.
struct HostileTexts {
    let text: (Int) -> String
    /// How many texts were made.
    private(set) var count = 0

    init(_ text: @escaping (Int) -> String) { self.text = text }

    mutating func document(_ kind: DocumentKind) -> PrintedDocument {
        let isSigned = kind != .invoice && kind != .reminder && kind != .notice
        var document = PrintedDocument(
            content(kind), number: next(), customerNumber: next(), title: next(), subject: next(),
            date: Samples.day(5, 11), seller: party(isSigned),
            buyer: kind == .reminder || kind == .notice ? addressee() : party(isSigned), references: [next(), next()],
            note: next())
        if kind != .invoice { document.place = next() }
        if kind != .reminder { document.seller.personalID = next() }
        if kind != .invoice {
            document.signatories = [Signatory(side: .seller, name: next(), position: next(), powerOfAttorney: next())]
        }
        return document
    }

    private mutating func next() -> String {
        count += 1
        return text(count)
    }

    /// An invoice and a letter do not say who represents a party.
    private mutating func party(_ isSigned: Bool) -> Party {
        var party = Party(name: next(), address: next(), taxCode: next(), phone: next(), email: next())
        party.bankAccount = next()
        guard isSigned else { return party }
        (party.representative, party.position, party.powerOfAttorney) = (next(), next(), next())
        return party
    }

    private mutating func addressee() -> Party { Party(name: next(), address: next(), taxCode: next()) }

    private mutating func content(_ kind: DocumentKind) -> DocumentContent {
        switch kind {
        case .contract: .contract(contract())
        case .annex: .annex(annex())
        case .order: .order(order())
        case .invoice: .invoice(invoice())
        case .notice:
            .notice(
                PrintedNotice(
                    taxAuthorityCode: next(), symbol: next(), invoiceNumber: next(), reason: next(),
                    rightName: next(), rightAddress: next()))
        case .acceptance: .acceptance(acceptance())
        case .liquidation:
            .liquidation(
                PrintedLiquidation(
                    contractNumber: next(), contractValue: 1, invoiced: 1, paid: 1, remaining: 0,
                    statements: [next(), next()]))
        case .statement: .statement(statement())
        case .reminder: .reminder(reminder())
        }
    }

    private mutating func contract() -> PrintedContract {
        PrintedContract(
            form: .service, goods: goods(), paymentTerms: next(), instalments: [Instalment(label: next(), amount: 1)],
            guarantees: [next()], renewalTerms: next(), terms: [Clause(heading: next(), paragraphs: [next(), next()])])
    }

    private mutating func annex() -> PrintedAnnex {
        let line = PrintedLine(
            code: next(), name: next(), detail: next(), unit: next(), unitPrice: .zero, tax: .notTaxable)
        return PrintedAnnex(
            annexNumber: 1, contractNumber: next(), agreed: [next(), next()],
            paymentTerms: PrintedAnnex.Change(next(), next()), allowance: PrintedAnnex.Change(next(), next()),
            lines: [PrintedAnnex.Change(nil, line)].compactMap(\.self), goods: goods(),
            instalments: [Instalment(label: next(), amount: 1)], guarantees: [next()])
    }

    private mutating func order() -> PrintedOrder {
        PrintedOrder(
            goods: goods(), contractNumber: next(), deliverTo: next(), paymentTerms: next(),
            instalments: [Instalment(label: next(), amount: 1)],
            terms: [Clause(heading: next(), paragraphs: [next()])])
    }

    private mutating func invoice() -> PrintedInvoice {
        PrintedInvoice(
            form: 1, symbol: next(), goods: goods(), buyerName: next(), paymentMethod: next(),
            taxAuthorityCode: next(), contractNumber: next(), orderNumber: next(), paymentTerms: next(),
            signedBy: next())
    }

    private mutating func acceptance() -> PrintedAcceptance {
        let line = AcceptedLine(name: next(), detail: next(), unit: next(), acceptedNow: .zero)
        return PrintedAcceptance(
            contractNumber: next(), orderNumber: next(), isWhole: true, lines: [line], minutes: [next(), next()])
    }

    private mutating func statement() -> PrintedStatement {
        let entry = StatementEntry(day: Samples.day(1, 1), document: next(), description: next(), balance: 0)
        return PrintedStatement(to: Samples.day(1, 1), opening: 0, entries: [entry], closing: 0)
    }

    private mutating func reminder() -> PrintedReminder {
        let day = Samples.day(1, 1)
        let invoice = OverdueInvoice(number: next(), issuedOn: day, dueOn: day, daysOverdue: 1, total: 1, open: 1)
        return PrintedReminder(attention: next(), asOf: day, invoices: [invoice], total: 1, paragraphs: [next()])
    }

    private mutating func goods() -> PrintedGoods {
        PrintedGoods(lines: [
            PrintedLine(code: next(), name: next(), detail: next(), unit: next(), unitPrice: .zero, tax: .notTaxable)
        ])
    }
}
