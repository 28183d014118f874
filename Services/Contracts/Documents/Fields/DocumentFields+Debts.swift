import Money

extension DocumentFields {
    func add(_ statement: PrintedStatement, to fields: inout Fields) throws {
        fields.set("from", statement.from.map(format.day))
        fields.set("to", format.day(statement.to))
        fields.set("opening", format.number(statement.opening))
        fields.set("closing", format.number(statement.closing))
        fields.set("entries", statement.entries.map(entryFields))
        fields.set("debits", try sum(statement.entries.map(\.debit)))
        fields.set("credits", try sum(statement.entries.map(\.credit)))
        try addBalance(statement.closing, to: &fields)
        fields.set("answerBy", statement.answerBy.map(format.day))
        addCopies(statement.copies, to: &fields)
    }

    private func entryFields(_ entry: StatementEntry) -> Fields {
        var fields = Fields()
        fields.set("day", format.shortDay(entry.day))
        fields.set("document", entry.document)
        fields.set("description", entry.description)
        // A zero in the other column only hides which of the two it is.
        fields.set("debit", entry.debit == 0 ? nil : format.number(entry.debit))
        fields.set("credit", entry.credit == 0 ? nil : format.number(entry.credit))
        fields.set("balance", format.number(entry.balance))
        return fields
    }

    private func sum(_ amounts: [Int64]) throws -> String {
        let zero = Amount.zero(document.currency)
        let sum = try amounts.reduce(zero) {
            try $0.adding(Amount(minorUnits: $1, currency: document.currency))
        }
        return format.number(sum.minorUnits)
    }

    func add(_ reminder: PrintedReminder, to fields: inout Fields) {
        fields.set("level", reminder.level.map(String.init))
        fields.set("attention", reminder.attention)
        fields.set("asOf", format.day(reminder.asOf))
        fields.set("overdue", reminder.invoices.enumerated().map { overdueFields($1, index: $0 + 1) })
        fields.set("total", format.number(reminder.total))
        setWithWords("totalMoney", reminder.total, in: &fields)
        fields.set("payBy", reminder.payBy.map(format.day))
        fields.set("paragraphs", texts: reminder.paragraphs)
    }

    private func overdueFields(_ invoice: OverdueInvoice, index: Int) -> Fields {
        var fields = Fields()
        fields.set("index", String(index))
        fields.set("invoice", invoice.number)
        fields.set("issuedOn", format.shortDay(invoice.issuedOn))
        fields.set("dueOn", format.shortDay(invoice.dueOn))
        fields.set("days", String(invoice.daysOverdue))
        fields.set("invoiceTotal", format.number(invoice.total))
        fields.set("open", format.number(invoice.open))
        return fields
    }
}
