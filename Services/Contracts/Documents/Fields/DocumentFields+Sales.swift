import Money

extension DocumentFields {
    func add(_ order: PrintedOrder, to fields: inout Fields) {
        fields.set("contractNumber", order.contractNumber)
        fields.set("contractDate", order.contractDate.map(format.day))
        fields.set("deliverOn", order.deliverOn.map(format.day))
        fields.set("deliverTo", order.deliverTo)
        fields.set("paymentTerms", order.paymentTerms)
        add(order.goods, to: &fields)
        add(order.instalments, to: &fields)
        add(order.terms, to: &fields)
    }

    func add(_ invoice: PrintedInvoice, to fields: inout Fields) {
        fields.set("isWithVAT", invoice.form == 1)
        fields.set("isAdjusting", invoice.isAdjusting)
        fields.set("form", String(invoice.form))
        fields.set("symbol", invoice.symbol)
        fields.set("buyerName", invoice.buyerName)
        fields.set("paymentMethod", invoice.paymentMethod)
        // One đồng for one đồng is no information, whatever the caller gives.
        if document.currency != .vnd { fields.set("exchangeRate", invoice.exchangeRate.map(format.decimal)) }
        fields.set("taxAuthorityCode", invoice.taxAuthorityCode)
        fields.set("contractNumber", invoice.contractNumber)
        fields.set("orderNumber", invoice.orderNumber)
        fields.set("dueOn", invoice.dueOn.map(format.day))
        fields.set("paymentTerms", invoice.paymentTerms)
        fields.set("signedBy", invoice.signedBy)
        fields.set("signedOn", invoice.signedOn.map(format.shortDay))
        add(invoice.goods, hasTax: invoice.form == 1, to: &fields)
    }
}
