import Foundation

/// A tax code (mã số thuế), CUS-1: 10 digits with check digit, such with a branch suffix 001–999, a personal ID of
/// 12 digits, or, of another country, any text.
struct TaxCode: Sendable, Hashable {
    enum Form: Sendable, Hashable { case firm, branch, personal, foreign }
    let form: Form
    /// As it is kept: `0100109106`, `0100109106-001`, `001099012345`, or the foreign text.
    let text: String
    /// What all branches of a firm share; the whole code for others.
    var firm: String { form == .branch ? String(text.prefix(10)) : text }

    /// Nothing for digits that are no code of Viet Nam. What holds letters is taken for foreign, and so is everything
    /// where `country` is another.
    init?(_ written: String, country: String? = nil) {
        let text = written.trimmingCharacters(in: .whitespacesAndNewlines)
        let isAbroad = country.map { !["VN", "VIET NAM", "VIETNAM", "VIỆT NAM"].contains($0.uppercased()) } ?? false
        if isAbroad || text.contains(where: \.isLetter) {
            guard !text.isEmpty else { return nil }
            (form, self.text) = (.foreign, text)
            return
        }
        let parts = text.filter { $0 != " " }.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        let digits = parts.joined()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), parts.count == 1 || parts.map(\.count) == [10, 3] else {
            return nil
        }
        switch digits.count {
        case 10 where Self.hasRightCheckDigit(digits): (form, self.text) = (.firm, digits)
        case 13 where Self.hasRightCheckDigit(digits.prefix(10)) && digits.suffix(3) != "000":
            (form, self.text) = (.branch, "\(digits.prefix(10))-\(digits.suffix(3))")
        case 12: (form, self.text) = (.personal, digits)
        default: return nil
        }
    }

    private static let weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]

    /// d10 = 10 − (Σ weight · digit) mod 11; a result of 10 belongs to no code.
    private static func hasRightCheckDigit(_ digits: some StringProtocol) -> Bool {
        let values = digits.compactMap(\.wholeNumberValue)
        guard values.count == 10 else { return false }
        let sum = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
        return 10 - sum % 11 == values[9]
    }
}
