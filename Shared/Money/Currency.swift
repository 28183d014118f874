import Foundation

/// A currency of the ISO 4217 list, coded as its three capital letters.
public struct Currency: Hashable, Sendable {
    /// Three capital letters such as `VND`.
    public let code: String
    /// How many decimal digits the smallest unit has: 0 for VND, 2 for USD, 3 for KWD.
    public let minorDigits: Int

    public static let vnd = Currency(known: "VND", minorDigits: 0)
    public static let usd = Currency(known: "USD", minorDigits: 2)

    /// Nil when the code is not in the list, or has no smallest unit there (gold, test codes).
    public init?(_ code: String) {
        guard let digits = Self.minorDigitsByCode[code] else { return nil }
        self.init(known: code, minorDigits: digits)
    }

    private init(known code: String, minorDigits: Int) {
        self.code = code
        self.minorDigits = minorDigits
    }
}

extension Currency: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let code = try container.decode(String.self)
        guard let currency = Currency(code) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO 4217 currency")
        }
        self = currency
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

extension Currency: CustomStringConvertible {
    public var description: String { code }
}
