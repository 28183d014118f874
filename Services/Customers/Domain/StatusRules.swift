import Foundation
import Messages
import Money

/// What a customer has paid on issued invoices, by currency, in smallest units (CUS-2).
struct PaidValue: Sendable, Hashable {
    var amounts: [Currency: Int64]

    init(_ amounts: [Currency: Int64] = [:]) { self.amounts = amounts }

    init(_ balances: [CustomerAccountState.Balance]) {
        amounts = Dictionary(balances.map { ($0.currency, $0.paid) }, uniquingKeysWith: { $1 })
    }

    var isAny: Bool { amounts.values.contains { $0 > 0 } }

    /// Whether more is paid in some currency than `earlier`: a new payment.
    func exceeds(_ earlier: PaidValue) -> Bool {
        amounts.contains { $0.value > earlier.amounts[$0.key] ?? 0 }
    }
}

/// The firm's parameters of CUS-2.
struct StatusTerms: Sendable, Hashable {
    /// In smallest units; a currency that has none makes nobody loyal.
    var loyaltyThresholds: [Currency: Int64] = [.vnd: Self.defaultThreshold]
    var loyalMonths = 12
    var officialMonths = 12
    /// 100 million đồng.
    static let defaultThreshold: Int64 = 100_000_000
}

/// CUS-2: five statuses from facts alone, so that what is kept can be checked at any time.
enum StatusRules {
    /// - Parameter cappedAt: the level that the customer fell to and that no payment has undone.
    static func status(
        kind: CustomerKind, paid: PaidValue, cappedAt: CustomerStatus?, hasInterest: Bool, _ terms: StatusTerms
    ) -> CustomerStatus {
        if kind == .mass { return .mass }
        let interest = hasInterest ? CustomerStatus.prospective : .potential
        guard paid.isAny, cappedAt != .potential else { return interest }
        return cappedAt == nil && isLoyal(paid, terms) ? .loyal : .official
    }

    private static func isLoyal(_ paid: PaidValue, _ terms: StatusTerms) -> Bool {
        paid.amounts.contains { currency, amount in
            terms.loyaltyThresholds[currency].map { amount > $0 } ?? false
        }
    }

    /// The fall that is due on `day`, one level at most: nothing where the last transaction, or the last fall, is not
    /// longer ago than the period.
    static func fall(
        from status: CustomerStatus, lastTransactionOn: Day?, fellOn: Day?, since: Day, on day: Day,
        _ terms: StatusTerms
    ) -> Fall? {
        guard status == .loyal || status == .official else { return nil }
        let start = [lastTransactionOn, fellOn].compactMap(\.self).max() ?? since
        let end = start.adding(months: status == .loyal ? terms.loyalMonths : terms.officialMonths)
        guard day > end else { return nil }
        return Fall(from: status, to: status == .loyal ? .official : .potential, periodEndedOn: end)
    }

    struct Fall: Codable, Sendable, Hashable {
        var from: CustomerStatus
        var to: CustomerStatus
        /// The last day on which a transaction would have kept the status.
        var periodEndedOn: Day
    }
}
