import Foundation
import Messages
import Money

/// Where the provider of electronic invoices has an invoice, and what it answered (CON-5).
struct InvoiceTransmission: Codable, Sendable, Hashable {
    var status: InvoiceTransmissionStatus
    /// Of the series in which the provider is to number it; the invoice's own where Quen has numbered it.
    var series: String?
    /// The tax authority's code.
    var code: String?
    /// Why it was rejected, in the provider's words.
    var message: String?
    var at: Instant

    /// Nothing of the invoice may change while the provider may be numbering it.
    var isUnderWay: Bool { series != nil && (status == .notSent || status == .sent) }
}

extension Invoice {
    /// Gives it its place in a series. Nothing of it but the payment changes afterwards. `serial` is nothing where the
    /// provider gave the number.
    mutating func issue(series: String, number: String, serial: Int64?, on day: Day, buyer: Buyer?) throws(InvoiceError)
    {
        guard status == .draft else { throw .alreadyIssued(name) }
        // An adjusting invoice may correct what stands beside the lines alone.
        guard !lines.isEmpty || correction?.kind == .adjusting else { throw .nothingToIssue }
        status = .issued
        self.series = series
        self.serial = serial
        self.number = number
        issuedOn = day
        if dueOn == nil { dueOn = day }
        self.buyer = buyer ?? self.buyer
    }

    /// By what way it may be corrected: once one was taken, the further ones are the same (CON-5).
    func requireCorrectable(_ kind: CorrectionKind, by day: Day) throws(InvoiceError) {
        guard status == .issued || status == .adjusted else {
            throw status == .draft ? .notIssued(name) : .alreadyReplaced(name)
        }
        guard external == nil else { throw .correctedElsewhere(name) }
        if correction?.kind == .adjusting { throw .correctOriginal(name, correction?.number ?? "") }
        let first: CorrectionKind? =
            if status == .adjusted { .adjusting } else { correction == nil ? nil : .replacing }
        if let first, first != kind { throw .keepsFirstWay(name, first) }
    }

    /// What an issued adjusting invoice of `total` makes of this one; how much of what was paid is too much then.
    mutating func adjust(by total: Int64) throws(InvoiceError) -> Int64 {
        let (sum, overflowed) = adjustment.addingReportingOverflow(total)
        guard !overflowed, sums.total + sum >= 0, sums.total + sum <= PricedLines.greatestTotal else {
            throw .adjustedBelowZero(name)
        }
        adjustment = sum
        status = .adjusted
        let excess = max(0, paid - payable)
        paid -= excess
        return excess
    }

    /// Gives way to its replacement; what was paid of it, which the replacement takes over.
    mutating func giveWay(on day: Day) -> Int64 {
        let moved = paid
        paid = 0
        status = .replaced
        replacedOn = day
        return moved
    }

    /// A rate is above zero, and đồng need none.
    func checkRate() throws(InvoiceError) {
        guard let exchangeRate else { return }
        guard currency != .vnd, exchangeRate > .zero else { throw .invalidRate }
    }
}
