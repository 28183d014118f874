import Foundation
import Messages
import Money

/// An invoice (hóa đơn), CON-5: the state of the document and, beside it, what has been paid. An issued one never changes
/// but in what is paid; one that was issued elsewhere follows its owner's record.
struct Invoice: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var status: InvoiceStatus
    var customerId: EntityID
    var contractId: EntityID?
    var orderId: EntityID?
    var currency: Currency
    var lines: [LineState]
    var sums: DocumentSums
    /// `1C26TAA`; `EXT:<system>` for one issued elsewhere; nothing in a draft.
    var series: String?
    var number: String?
    /// The number in a series that Quen numbers.
    var serial: Int64?
    var issuedOn: Day?
    var dueOn: Day?
    /// In the smallest unit: allocations less reversals, never above the total (CON-10).
    var paid: Int64 = 0
    /// Who it is made out to, as of the issue.
    var buyer: Buyer?
    var note: String?
    var external: ExternalReference?
    /// When its owner recorded it, for one issued elsewhere: of two records the later wins.
    var recordedAt: Instant?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var createdAt: Instant
    /// What issued adjusting invoices add to the total, in the smallest unit; below zero where they take from it.
    var adjustment: Int64 = 0
    /// What it corrects, where it is an adjusting or replacing invoice.
    var correction: InvoiceCorrection?
    /// The same invoice's id, to be looked up by.
    var corrects: EntityID?
    /// The lines of an adjusting invoice that change a price alone: they take no quantity of the chain (CON-4).
    var priceLines: [EntityID] = []
    /// The day of the invoice that replaced it.
    var replacedOn: Day?
    /// As invoices have it: `TM` cash, `CK` transfer, `TM/CK` either.
    var paymentMethod: PaymentMethod?
    /// Đồng for one unit of the currency, where that is another.
    var exchangeRate: UnitPrice?
    var transmission: InvoiceTransmission?

    struct Buyer: Codable, Sendable, Hashable {
        var name: String
        var taxCode: String?
        /// Of an individual, who has no tax code.
        var personalId: String?
        var address: String?
        var email: String?
        var bankAccount: String?
    }

    enum PaymentMethod: String, Codable, Sendable, Hashable, CaseIterable {
        case cash = "TM"
        case transfer = "CK"
        case either = "TM/CK"
    }

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            (branchId, responsibleId, secondResponsibleId) =
                (newValue.branchId, newValue.responsibleId, newValue.secondResponsibleId)
        }
    }

    /// What it asks for with all adjustments, in the smallest unit. An adjusting invoice asks for nothing itself: what it
    /// changes is asked for by the one that it adjusts.
    var payable: Int64 {
        status == .replaced || correction?.kind == .adjusting ? 0 : sums.total + adjustment
    }

    /// What is still to be paid; nothing is before it is issued.
    var open: Int64 { status == .draft ? 0 : payable - paid }

    var paymentStatus: InvoicePaymentStatus {
        if status == .draft { return .unpaid }
        if paid >= payable { return .paid }
        return paid > 0 ? .partlyPaid : .unpaid
    }

    /// How people name it; drafts have no number yet.
    var name: String {
        guard let series, let number else { return "draft \(id)" }
        return "\(series)/\(number)"
    }

    func requireDraft() throws(InvoiceError) {
        guard status == .draft else { throw .alreadyIssued(name) }
        if let transmission, transmission.isUnderWay { throw .beingSent }
    }

    /// Adds to what is paid; below zero for a reversal.
    mutating func pay(_ amount: Int64) throws(InvoiceError) {
        guard status != .draft else { throw .notIssued(name) }
        let (sum, overflowed) = paid.addingReportingOverflow(amount)
        guard !overflowed, sum >= 0, sum <= payable else { throw .overpaid(name) }
        paid = sum
    }
}
