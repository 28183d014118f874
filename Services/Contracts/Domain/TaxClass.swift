import Foundation
import Messages
import Money

/// The rates of a product's tax class by day (CON-3). The classes are those of Pipeline's catalogue, which names them in its
/// products; a test holds both tables together.
struct TaxClass: Sendable {
    /// The last day of the reduced rate (Resolution 204/2025/QH15: 2026-12-31), a parameter as it has been prolonged before.
    var reducedUntil: Day

    /// When the reduced rate was 8 %: Resolution 43/2022/QH15, and those from 101/2023/QH15 on, prolonged ever since.
    private static let reduced = [("2022-02-01", "2022-12-31"), ("2023-07-01", nil)].map { from, to in
        (from: Day(from), to: to.flatMap { Day($0) })
    }
    /// What a line may say of its tax (Law 48/2024/QH15, article 9, and the reduced rate).
    static let marks = ["0", "5", "8", "10", "KCT", "KKKNT"].compactMap(TaxMark.init)
    static let names = marks.map(\.description).joined(separator: ", ")

    /// Of what goes abroad, in any class.
    static let export = TaxMark("0")

    /// What products of a class may have on some day or other; nothing for a class that is not known here.
    static func marks(of name: String) -> [TaxMark] {
        let own: [TaxMark?]
        switch name {
        case "standard": own = [TaxMark("10")]
        case "reduced": own = [TaxMark("8"), TaxMark("10")]
        case "five": own = [TaxMark("5")]
        case "zero": own = []
        case "KCT": own = [.notTaxable]
        case "KKKNT": own = [.notDeclared]
        default: return []
        }
        return (own + [export]).compactMap(\.self)
    }

    /// Nothing for a class that is not known here.
    func mark(of name: String, on day: Day) -> TaxMark? {
        switch name {
        case "standard": TaxMark("10")
        case "reduced": TaxMark(isReduced(on: day) ? "8" : "10")
        case "five": TaxMark("5")
        case "zero": TaxMark("0")
        case "KCT": .notTaxable
        case "KKKNT": .notDeclared
        default: nil
        }
    }

    private func isReduced(on day: Day) -> Bool {
        Self.reduced.contains { period in period.from.map { $0 <= day } ?? false && day <= period.to ?? reducedUntil }
    }
}
