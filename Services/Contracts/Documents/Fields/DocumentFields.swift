import Messages
import Money

/// Turns a document into the fields of its template.
struct DocumentFields {
    let document: PrintedDocument
    let format: DocumentFormat

    init(_ document: PrintedDocument, language: DocumentLanguage) {
        self.document = document
        format = DocumentFormat(language: language, currency: document.currency, zeroTens: document.zeroTens)
    }

    /// - Throws: `MoneyError.overflow` where the sum of a column does not fit in 64 bits.
    func fields() throws -> Fields {
        var fields = common()
        switch document.content {
        case .contract(let contract): add(contract, to: &fields)
        case .annex(let annex): add(annex, to: &fields)
        case .order(let order): add(order, to: &fields)
        case .invoice(let invoice): add(invoice, to: &fields)
        case .notice(let notice): add(notice, to: &fields)
        case .acceptance(let acceptance): add(acceptance, to: &fields)
        case .liquidation(let liquidation): try add(liquidation, to: &fields)
        case .statement(let statement): try add(statement, to: &fields)
        case .reminder(let reminder): add(reminder, to: &fields)
        }
        return fields
    }

    private func common() -> Fields {
        var fields = Fields()
        fields.set("number", document.number)
        fields.set("customerNumber", document.customerNumber)
        fields.set("title", document.title)
        fields.set("subject", document.subject)
        fields.set("date", document.date.map(format.day))
        fields.set("dateAtStart", document.date.map(format.dayAtStart))
        fields.set("place", document.place)
        fields.set("hasPlaceOrDate", PrintableText.filled(document.place) != nil || document.date != nil)
        fields.set("references", texts: document.references)
        fields.set("note", document.note)
        fields.set("isDraft", document.isDraft)
        fields.set("unit", format.unit)
        fields.set("currency", document.currency.code)
        addParties(to: &fields)
        return fields
    }

    func set(_ name: String, _ amount: Int64?, in fields: inout Fields) {
        fields.set(name, amount.map(format.money))
    }

    /// `<name>` and `<name>Words`.
    func setWithWords(_ name: String, _ amount: Int64?, in fields: inout Fields) {
        set(name, amount, in: &fields)
        fields.set("\(name)Words", amount.map(format.words))
    }
}
