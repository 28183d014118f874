import Foundation
import Messages
import Money
import ServiceKit
import Store

/// A draft of an adjusting or replacing invoice (CON-5). It takes effect when it is issued.
struct CorrectInvoice {
    struct Input: Codable, Sendable {
        var kind: CorrectionKind
        var reason: String
        /// The agreement of both parties on the error, or the notice to the buyer, by number and day.
        var agreement: String?
        /// Adjusting: by how much each line changes.
        var adjustments: [LineAdjustment]?
        /// Replacing: as it is to be; as it was where they are left out.
        var lines: [LineDraft]?
        var buyer: Invoice.Buyer?
        var dueOn: Day?
        /// Replacing: what the original says where they are left out.
        var paymentMethod: Invoice.PaymentMethod?
        /// VND for one unit of the currency.
        var exchangeRate: UnitPrice?
        var note: String?
    }

    var id: EntityID
    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let original = try transaction.owned(Invoice.self, id, for: person, .approve)
        try original.requireCorrectable(input.kind, by: transaction.today)
        try transaction.requireNoOpenCorrection(of: original)
        let reason = input.reason.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !reason.isEmpty else { throw InvoiceError.reasonRequired }
        if let rules = CorrectionRules.on(transaction.today), rules.needsAgreement,
            input.agreement?.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty ?? true
        {
            throw InvoiceError.agreementRequired(rules.basis)
        }
        let (priced, priceLines) = try lines(of: original, in: transaction)
        guard !priced.lines.isEmpty || input.buyer != nil else { throw InvoiceError.nothingChanges }
        var invoice = Invoice(
            id: transaction.newID(), status: .draft, customerId: original.customerId, contractId: original.contractId,
            orderId: original.orderId, currency: original.currency, lines: priced.lines, sums: priced.sums,
            dueOn: input.dueOn ?? (input.kind == .replacing ? original.dueOn : nil),
            buyer: input.buyer ?? original.buyer, note: input.note, createdAt: transaction.now,
            correction: InvoiceCorrection(
                kind: input.kind, invoiceId: id, series: original.series ?? "", number: original.number ?? "",
                issuedOn: original.issuedOn ?? transaction.today, reason: reason, agreement: input.agreement),
            corrects: id, priceLines: priceLines, paymentMethod: input.paymentMethod ?? original.paymentMethod,
            exchangeRate: input.exchangeRate ?? original.exchangeRate)
        try invoice.checkRate()
        invoice.ownership = original.ownership
        return try transaction.insert(&invoice, cause: original.published.subject.description)
    }

    private func lines(of original: Invoice, in transaction: Transaction) throws -> (PricedLines, [EntityID]) {
        switch input.kind {
        case .adjusting:
            guard input.lines == nil else { throw InvoiceError.linesOfAdjustment }
            let earlier = try transaction.corrections(of: id).filter { $0.status != .draft }
            return try LineAdjustment.lines(
                input.adjustments ?? [], of: original, after: earlier,
                product: { try transaction.product($0, in: original.currency) }, newID: transaction.newID)
        case .replacing:
            guard input.adjustments == nil else { throw InvoiceError.unknownLine(path: "$.adjustments") }
            return (try replacing(original, in: transaction), [])
        }
    }

    private func replacing(_ original: Invoice, in transaction: Transaction) throws -> PricedLines {
        guard let drafts = input.lines else {
            let lines = original.lines.map { line in
                var line = line
                line.id = transaction.newID()
                return line
            }
            return try PricedLines(lines, currency: original.currency, rounding: original.sums.rounding)
        }
        guard !drafts.isEmpty else { throw LineError.noLines(root: "$") }
        return try InvoiceDraft(
            drafts: drafts, parent: try ParentDocument.of(original, in: transaction), rounding: original.sums.rounding,
            person: person, ratesOf: original
        ).priced(in: transaction)
    }
}
