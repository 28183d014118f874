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

    struct Buyer: Codable, Sendable, Hashable {
        var name: String
        var taxCode: String?
        var address: String?
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

    /// What is still to be paid; nothing is before it is issued.
    var open: Int64 { status == .draft ? 0 : sums.total - paid }

    var paymentStatus: InvoicePaymentStatus {
        if status == .draft { return .unpaid }
        if paid >= sums.total { return .paid }
        return paid > 0 ? .partlyPaid : .unpaid
    }

    /// How people name it; drafts have no number yet.
    var name: String {
        guard let series, let number else { return "draft \(id)" }
        return "\(series)/\(number)"
    }

    /// Gives it its place in a series. Nothing of it but the payment changes afterwards.
    mutating func issue(series: String, serial: Int64, on day: Day, buyer: Buyer?) throws(InvoiceError) {
        try requireDraft()
        guard !lines.isEmpty else { throw .nothingToIssue }
        status = .issued
        self.series = series
        self.serial = serial
        number = String(serial)
        issuedOn = day
        if dueOn == nil { dueOn = day }
        self.buyer = buyer ?? self.buyer
    }

    func requireDraft() throws(InvoiceError) {
        guard status == .draft else { throw .alreadyIssued(name) }
    }

    /// Adds to what is paid; below zero for a reversal.
    mutating func pay(_ amount: Int64) throws(InvoiceError) {
        guard status != .draft else { throw .notIssued(name) }
        let (sum, overflowed) = paid.addingReportingOverflow(amount)
        guard !overflowed, sum >= 0, sum <= sums.total else { throw .overpaid(name) }
        paid = sum
    }
}
