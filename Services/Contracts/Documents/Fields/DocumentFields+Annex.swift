import Messages
import Money

extension DocumentFields {
    func add(_ annex: PrintedAnnex, to fields: inout Fields) {
        add(annex.form, to: &fields)
        fields.set("annexNumber", annex.annexNumber < 10 ? "0\(annex.annexNumber)" : String(annex.annexNumber))
        fields.set("contractNumber", annex.contractNumber)
        fields.set("contractDate", annex.contractDate.map(format.day))
        fields.set("agreed", texts: annex.agreed)
        set("totalChange", annex.total, in: &fields, format.money)
        set("ceilingChange", annex.ceiling, in: &fields, format.money)
        set("validityChange", annex.effectiveTo, in: &fields, format.day)
        set("termsChange", annex.paymentTerms, in: &fields) { $0 }
        set("allowanceChange", annex.allowance, in: &fields) { $0 }
        let hasValues = [
            annex.total != nil, annex.ceiling != nil, annex.effectiveTo != nil, annex.paymentTerms != nil,
            annex.allowance != nil,
        ]
        fields.set("hasChanges", hasValues.contains(true))
        fields.set("lineChanges", annex.lines.enumerated().map { lineFields($1, index: $0 + 1) })
        if let goods = annex.goods { add(goods, to: &fields) }
        add(annex.instalments ?? [], to: &fields)
        fields.set("guarantees", texts: annex.guarantees ?? [])
        addArticles(of: annex, to: &fields)
    }

    /// Articles that have nothing to say are left out, so the numbers depend on what is there.
    private func addArticles(of annex: PrintedAnnex, to fields: inout Fields) {
        let articles = [
            ("goodsArticle", annex.goods != nil), ("paymentArticle", annex.instalments != nil),
            ("guaranteeArticle", annex.guarantees != nil), ("generalArticle", true),
        ]
        var last = 1
        for (name, isPrinted) in articles where isPrinted {
            last += 1
            fields.set(name, String(last))
        }
    }

    private func set<Value>(
        _ name: String, _ change: PrintedAnnex.Change<Value>?, in fields: inout Fields,
        _ text: (Value) -> String
    ) {
        guard let change else { return }
        var sides = Fields()
        sides.set("before", change.before.map(text))
        sides.set("after", change.after.map(text))
        fields.set(name, sides)
    }

    private func lineFields(_ change: PrintedAnnex.Change<PrintedLine>, index: Int) -> Fields {
        var fields = Fields()
        let line = change.after ?? change.before
        fields.set("index", String(index))
        fields.set("name", line?.name)
        fields.set("code", line?.code)
        fields.set("detail", line?.detail)
        let units = [change.before?.unit, change.after?.unit].compactMap(\.self)
        let isOfOneUnit = Set(units).count < 2
        fields.set("lineUnit", isOfOneUnit ? line?.unit : units.joined(separator: " → "))
        fields.set("isNew", change.before == nil)
        fields.set("isGone", change.after == nil)
        for (side, line) in [("before", change.before), ("after", change.after)] {
            guard let line else { continue }
            var values = Fields()
            // Where the unit changes, each side says its own.
            let unit = isOfOneUnit ? nil : line.unit
            values.set(
                "quantity", line.quantity.map { [format.decimal($0), unit].compactMap(\.self).joined(separator: " ") })
            values.set("price", format.decimal(line.unitPrice))
            values.set("discount", discount(of: line))
            values.set("rate", format.tax(line.tax))
            fields.set(side, values)
        }
        return fields
    }

    private func discount(of line: PrintedLine) -> String? {
        switch line.discount {
        case .percent(let rate): "\(format.decimal(rate))%"
        case .value(let value): format.number(value)
        case nil: nil
        }
    }

    func add(_ notice: PrintedNotice, to fields: inout Fields) {
        fields.set("taxAuthorityCode", notice.taxAuthorityCode)
        fields.set("symbol", notice.symbol)
        fields.set("invoiceNumber", notice.invoiceNumber)
        fields.set("issuedOn", notice.issuedOn.map(format.shortDay))
        fields.set("reason", notice.reason)
        fields.set("rightName", notice.rightName)
        fields.set("rightAddress", notice.rightAddress)
    }
}
