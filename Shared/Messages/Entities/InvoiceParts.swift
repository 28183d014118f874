import Foundation

public enum CorrectionKind: String, Codable, Sendable, Hashable, CaseIterable { case adjusting, replacing }

/// What an adjusting or replacing invoice corrects (CON-5; Decree 123/2020, article 19).
public struct InvoiceCorrection: Codable, Sendable, Hashable {
    public var kind: CorrectionKind
    public var invoiceId: EntityID
    /// Those of the corrected invoice.
    public var series: String
    public var number: String
    public var issuedOn: Day
    public var reason: String
    /// The agreement of both parties on it, or the notice to the buyer, by number and day.
    public var agreement: String?

    public init(
        kind: CorrectionKind, invoiceId: EntityID, series: String, number: String, issuedOn: Day, reason: String,
        agreement: String? = nil
    ) {
        self.kind = kind
        self.invoiceId = invoiceId
        self.series = series
        self.number = number
        self.issuedOn = issuedOn
        self.reason = reason
        self.agreement = agreement
    }
}

/// Where the provider of electronic invoices has an invoice (CON-5).
public enum InvoiceTransmissionStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case notSent = "not-sent"
    case sent
    /// The tax authority has given it its code.
    case coded
    case rejected
}
