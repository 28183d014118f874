import Foundation

/// A line's discount (CON-3); a line without one has nil. On the wire `{"percent":"10"}` or `{"value":50000}`.
public enum Discount: Hashable, Sendable {
    /// 0…100 % of the line's amount.
    case percent(Rate)
    /// Minor units, never below zero: on a negative line the discount takes the sign of the amount.
    case value(Int64)

    /// The discount of an amount in minor units, with the sign of the amount.
    ///
    /// - Throws: `percentOutOfRange`, `negativeDiscount`, `discountExceedsAmount`.
    func discount(of amount: Int64) throws(MoneyError) -> Int64 {
        switch self {
        case .percent(let rate):
            return try rate.share(of: amount)
        case .value(let value):
            guard value >= 0 else { throw .negativeDiscount }
            guard value.magnitude <= amount.magnitude else { throw .discountExceedsAmount }
            return amount < 0 ? -value : value
        }
    }
}

extension Discount: Codable {
    enum CodingKeys: String, CodingKey {
        case percent
        case value
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let percent = try container.decodeIfPresent(Rate.self, forKey: .percent)
        let value = try container.decodeIfPresent(Int64.self, forKey: .value)
        switch (percent, value) {
        case (let percent?, nil) where percent.isShareOfWhole: self = .percent(percent)
        case (nil, let value?) where value >= 0: self = .value(value)
        default:
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a discount is either a percent of 0 to 100 or a value not below zero"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .percent(let rate): try container.encode(rate, forKey: .percent)
        case .value(let value): try container.encode(value, forKey: .value)
        }
    }
}
