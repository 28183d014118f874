import Foundation
import Messages
import Money

/// The rates of a product's tax class by day (CON-3). A class is named by its ordinary mark: `10`, `5`, `0`, `KCT`, `KKKNT`;
/// `8` is the temporarily reduced rate, which goes back to 10 % after the day that the parameter says.
struct TaxClass: Sendable {
    /// The last day of the reduced rate (Resolution 204/2025/QH15: 2026-12-31).
    var reducedUntil: Day

    static let reducedMark = "8"
    static let ordinaryMark = "10"

    /// Nothing for a class that is not known here.
    func mark(of name: String, on day: Day) -> TaxMark? {
        TaxMark(name == Self.reducedMark && day > reducedUntil ? Self.ordinaryMark : name)
    }
}
