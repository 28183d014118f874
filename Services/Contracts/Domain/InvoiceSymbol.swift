import Foundation
import Messages

/// The symbol of a series of invoices with its form, such as `1C26TAA` (CON-5; Circular 32/2025/TT-BTC, article 4): form 1
/// with VAT or 2 without, C with a code of the tax authority or K without, two digits of the year, three letters.
struct InvoiceSymbol: Sendable, Hashable {
    let text: String
    let form: Int
    let year: Int

    init(_ text: String) throws(InvoiceError) {
        guard let match = text.wholeMatch(of: /([12])[CK]([0-9]{2})[A-Z]{3}/), let form = Int(match.1),
            let year = Int(match.2)
        else { throw .invalidSymbol(text) }
        self.text = text
        self.form = form
        self.year = 2000 + year
    }
}
