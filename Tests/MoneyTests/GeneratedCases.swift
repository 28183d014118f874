import Foundation
import Money

/// The cases that `cases/generate.py` computed with another program than ours.
enum GeneratedCases {
    /// The lines of a file in `cases`, each cut at `>` into inputs and expected outputs.
    static func rows(_ name: String, file: String = #filePath) throws -> [[Substring]] {
        let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "cases")
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return text.split(separator: "\n").map { $0.split(separator: ">", omittingEmptySubsequences: false) }
    }

    /// `quantity price discount tax`, the discount `-`, `%rate` or minor units.
    static func line(_ words: some Collection<Substring>) -> DocumentLine? {
        let fields = words.map(String.init)
        guard fields.count == 4, let quantity = Quantity(fields[0]), let price = UnitPrice(fields[1]),
            let tax = TaxMark(fields[3])
        else { return nil }
        var line = DocumentLine(quantity: quantity, unitPrice: price, tax: tax)
        guard fields[2] != "-" else { return line }
        line.discount = discount(fields[2])
        return line.discount == nil ? nil : line
    }

    /// What a calculation gives, written as in the files: the text, or the name of the error.
    static func outcome(_ compute: () throws(MoneyError) -> String) -> String {
        do {
            return try compute()
        } catch {
            return "\(error)"
        }
    }

    private static func discount(_ text: String) -> Discount? {
        text.hasPrefix("%") ? Rate(String(text.dropFirst())).map(Discount.percent) : Int64(text).map(Discount.value)
    }
}
