import Foundation

/// An exact decimal with a fixed number of decimal places, kept as a scaled integer and written on the wire as a
/// canonical decimal string (`"0.3333"`: no trailing zeros, no plus, no exponent).
///
/// At most 15 integer digits, and at most what fits in 64 bits with the decimals.
public protocol ExactDecimal: Hashable, Sendable, Comparable, LosslessStringConvertible, Codable {
    /// How many decimal places the type holds.
    static var fractionDigits: Int { get }
    /// The number × 10^`fractionDigits`.
    var scaled: Int64 { get }
    init(scaled: Int64)
    /// What its text must be, for errors.
    static var form: String { get }
}

extension ExactDecimal {
    public static var zero: Self { Self(scaled: 0) }
    public static var form: String { "a decimal string with up to \(fractionDigits) decimals" }

    /// Nil for more decimals than the type holds, blanks, signs other than a leading minus, and exponents.
    public init?(_ description: String) {
        let parsed = DecimalText.parse(description, fractionDigits: Self.fractionDigits, integerDigits: 15)
        guard let parsed else { return nil }
        self.init(scaled: parsed)
    }

    public var description: String {
        DecimalText.render(scaled, fractionDigits: Self.fractionDigits, keepsZeros: false)
    }

    public static func < (left: Self, right: Self) -> Bool { left.scaled < right.scaled }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "not \(Self.form)")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
