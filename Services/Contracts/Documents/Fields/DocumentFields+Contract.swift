import Messages

extension DocumentFields {
    func add(_ contract: PrintedContract, to fields: inout Fields) {
        add(contract.form, to: &fields)
        add(contract.goods, to: &fields)
        setWithWords("ceiling", contract.ceiling, in: &fields)
        fields.set("effectiveFrom", contract.effectiveFrom.map(format.day))
        fields.set("effectiveTo", contract.effectiveTo.map(format.day))
        fields.set("paymentTerms", contract.paymentTerms)
        add(contract.instalments, to: &fields)
        fields.set("guarantees", texts: contract.guarantees)
        fields.set("renewalTerms", contract.renewalTerms)
        fields.set("allowance", contract.allowance.map(allowanceFields))
        fields.set("areTermsAsSigned", contract.areTermsAsSigned && !contract.terms.isEmpty)
        addCopies(contract.copies, to: &fields)
        let last = addArticleNumbers(of: contract, to: &fields)
        add(contract.terms, after: last, to: &fields)
    }

    /// Which titles and names of the parties are printed.
    func add(_ form: PrintedContract.Form, to fields: inout Fields) {
        fields.set("isSale", form == .sale)
        fields.set("isService", form == .service)
        fields.set("isMaintenance", form == .maintenance)
        fields.set("isFramework", form == .framework)
    }

    private func allowanceFields(_ allowance: PrintedAllowance) -> Fields {
        var fields = Fields()
        fields.set("quantity", format.decimal(allowance.quantity))
        fields.set("isCases", allowance.unit == .cases)
        fields.set("allowanceFrom", allowance.from.map(format.day))
        fields.set("allowanceTo", allowance.to.map(format.day))
        fields.set("hasPeriod", allowance.from != nil || allowance.to != nil)
        fields.set("coverage", allowance.coverage)
        return fields
    }

    /// Articles that have nothing to say are left out, so the numbers depend on what is there.
    private func addArticleNumbers(of contract: PrintedContract, to fields: inout Fields) -> Int {
        let hasValue = contract.goods.totals != nil || contract.ceiling != nil
        let hasPayment = PrintableText.filled(contract.paymentTerms) != nil || !contract.instalments.isEmpty
        let hasRenewal = PrintableText.filled(contract.renewalTerms) != nil
        let hasValidity = contract.effectiveFrom != nil || contract.effectiveTo != nil || hasRenewal
        let hasGuarantees = contract.guarantees.contains { PrintableText.filled($0) != nil }
        let articles = [
            ("goodsArticle", true), ("valueArticle", hasValue), ("paymentArticle", hasPayment),
            ("validityArticle", hasValidity), ("guaranteeArticle", hasGuarantees),
        ]
        var last = 0
        for (name, isPrinted) in articles where isPrinted {
            last += 1
            fields.set(name, String(last))
        }
        return last
    }

    func add(_ terms: [Clause], after last: Int = 0, to fields: inout Fields) {
        fields.set(
            "clauses",
            terms.enumerated().map { index, clause in
                var fields = Fields()
                fields.set("article", String(last + index + 1))
                fields.set("heading", clause.heading)
                fields.set("paragraphs", texts: clause.paragraphs)
                return fields
            })
    }

    func add(_ instalments: [Instalment], to fields: inout Fields) {
        fields.set(
            "instalments",
            instalments.map { instalment in
                var fields = Fields()
                fields.set("label", instalment.label)
                fields.set("dueOn", instalment.dueOn.map(format.shortDay))
                fields.set("amount", format.number(instalment.amount))
                return fields
            })
    }

    /// "02": how many originals each document says it was made in; one for each party if it is even.
    func addCopies(_ copies: Int?, to fields: inout Fields) {
        guard let copies, copies > 0 else { return }
        fields.set("copies", padded(copies))
        if copies.isMultiple(of: 2) { fields.set("copiesEach", padded(copies / 2)) }
    }

    private func padded(_ number: Int) -> String {
        format.language == .vi && number < 10 ? "0\(number)" : String(number)
    }
}
