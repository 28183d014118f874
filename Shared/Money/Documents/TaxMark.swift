import Foundation

/// How a line is taxed (CON-3): by a rate, or by one of two marks that differ from 0 % and from each other.
public enum TaxMark: Hashable, Sendable {
    /// 0…100 %.
    case rate(Rate)
    /// Not subject to VAT, `KCT` (không chịu thuế).
    case notTaxable
    /// Not declared and not paid, `KKKNT` (không kê khai, không nộp thuế).
    case notDeclared

    /// The tax on a base in minor units, rounded half away from zero.
    ///
    /// - Throws: `percentOutOfRange`.
    func tax(on base: Int64) throws(MoneyError) -> Int64 {
        switch self {
        case .rate(let rate): try rate.share(of: base)
        case .notTaxable, .notDeclared: 0
        }
    }
}

extension TaxMark: LosslessStringConvertible {
    /// Nil unless `KCT`, `KKKNT` or a rate within 0…100 such as `8`.
    public init?(_ description: String) {
        switch description {
        case "KCT": self = .notTaxable
        case "KKKNT": self = .notDeclared
        default:
            guard let rate = Rate(description), rate.isShareOfWhole else { return nil }
            self = .rate(rate)
        }
    }

    public var description: String {
        switch self {
        case .rate(let rate): rate.description
        case .notTaxable: "KCT"
        case .notDeclared: "KKKNT"
        }
    }
}

extension TaxMark: Comparable {
    /// Rates ascending, then `KCT`, then `KKKNT`, as tax is listed on documents.
    public static func < (left: TaxMark, right: TaxMark) -> Bool {
        switch (left, right) {
        case (.rate(let left), .rate(let right)): left < right
        case (.rate, _), (.notTaxable, .notDeclared): true
        default: false
        }
    }
}

extension TaxMark: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let mark = TaxMark(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "neither a rate of 0 to 100 per cent nor KCT or KKKNT")
        }
        self = mark
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
