import Foundation
import Messages
import Money

/// A group of products that are taxed alike, with its rates since when (CON-3, PIP-1).
struct TaxClass: Codable, Sendable, Hashable {
    var code: String
    var label: Bilingual
    /// In any order.
    var rates: [DatedRate]

    struct DatedRate: Codable, Sendable, Hashable {
        /// The first day on which it is in force.
        var validFrom: Day
        var tax: TaxMark
    }

    /// The tax on `day`; nothing before the first rate.
    func mark(on day: Day) -> TaxMark? {
        rates.filter { $0.validFrom <= day }.max { $0.validFrom < $1.validFrom }?.tax
    }
}
