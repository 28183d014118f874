import Money

extension DocumentFields {
    func add(_ acceptance: PrintedAcceptance, to fields: inout Fields) {
        fields.set("contractNumber", acceptance.contractNumber)
        fields.set("contractDate", acceptance.contractDate.map(format.day))
        fields.set("orderNumber", acceptance.orderNumber)
        fields.set("isWhole", acceptance.isWhole)
        fields.set("accepted", acceptance.lines.enumerated().map { acceptedFields($1, index: $0 + 1) })
        setWithWords("value", acceptance.value, in: &fields)
        fields.set("minutes", texts: acceptance.minutes)
        addCopies(acceptance.copies, to: &fields)
    }

    private func acceptedFields(_ line: AcceptedLine, index: Int) -> Fields {
        var fields = Fields()
        fields.set("index", String(index))
        fields.set("name", line.name)
        fields.set("detail", line.detail)
        fields.set("lineUnit", line.unit)
        fields.set("contracted", line.contracted.map(format.decimal))
        fields.set("before", format.decimal(line.acceptedBefore))
        fields.set("now", format.decimal(line.acceptedNow))
        return fields
    }

    func add(_ liquidation: PrintedLiquidation, to fields: inout Fields) throws {
        add(liquidation.form, to: &fields)
        fields.set("contractNumber", liquidation.contractNumber)
        fields.set("contractDate", liquidation.contractDate.map(format.day))
        set("contractValue", liquidation.contractValue, in: &fields)
        set("acceptedValue", liquidation.acceptedValue, in: &fields)
        set("invoiced", liquidation.invoiced, in: &fields)
        set("paid", liquidation.paid, in: &fields)
        set("remaining", liquidation.remaining, in: &fields)
        try addBalance(liquidation.remaining, to: &fields)
        fields.set("payBy", liquidation.payBy.map(format.day))
        fields.set("statements", texts: liquidation.statements)
        addCopies(liquidation.copies, to: &fields)
    }

    /// Who owes whom how much: `buyerOwes`, `sellerOwes` or neither, and the sum without its sign as `owed`.
    func addBalance(_ balance: Int64, to fields: inout Fields) throws {
        let amount = Amount(minorUnits: balance, currency: document.currency)
        let owed = balance < 0 ? try amount.negated() : amount
        fields.set("buyerOwes", balance > 0)
        fields.set("sellerOwes", balance < 0)
        setWithWords("owed", owed.minorUnits, in: &fields)
    }
}
