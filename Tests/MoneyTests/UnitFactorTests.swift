import Foundation
import Testing

@testable import Money

@Suite struct UnitFactorTests {
    @Test(arguments: [
        ("24", 24_000_000), ("0.001", 1000), ("0.000001", 1), ("1", 1_000_000), ("1000000", 1_000_000_000_000),
    ])
    func readsFactorsExactly(text: String, scaled: Int64) throws {
        let factor = try #require(UnitFactor(text))
        #expect(factor.scaled == scaled && factor.description == text)
    }

    @Test(arguments: ["0", "-1", "0.0000001", "1000000.000001", "1000001", "", "1/3", "1e3", "024", "99999999"])
    func refusesWhatIsNoFactor(text: String) throws {
        #expect(UnitFactor(text) == nil)
        let json = try JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([UnitFactor].self, from: json) }
    }

    /// Price, of a unit of, in a unit of.
    @Test(arguments: [
        ("10000", "1", "24", "240000"), ("240000", "24", "1", "10000"), ("100", "24", "1", "4.166667"),
        ("-100", "24", "1", "-4.166667"), ("0.000001", "24", "1", "0"), ("0.000012", "24", "1", "0.000001"),
        ("100", "24", "6", "25"), ("500000", "1", "0.001", "500"), ("12.5", "6", "24", "50"),
        ("9223372036854.775807", "7", "7", "9223372036854.775807"), ("-0.000003", "2", "1", "-0.000002"),
    ])
    func aPriceGoesOverByTheFactors(price: String, of: String, to unit: String, expected: String) throws {
        let (of, unit) = (try #require(UnitFactor(of)), try #require(UnitFactor(unit)))
        let price = try #require(UnitPrice(price))
        #expect(try price.converted(of: of, to: unit).description == expected)
    }

    @Test func aPriceThatDoesNotFitIsAnError() throws {
        let price = try #require(UnitPrice("9223372036854.775807"))
        #expect(throws: MoneyError.overflow) { try price.converted(of: .one, to: UnitFactor(scaled: 1_000_001)) }
        #expect(throws: MoneyError.overflow) {
            try UnitPrice(scaled: .min).converted(of: UnitFactor(scaled: 1), to: .greatest)
        }
    }

    @Test func casesAndCansAreSummedExactly() throws {
        let (kase, pack) = (try #require(UnitFactor("24")), try #require(UnitFactor("6")))
        let left =
            BaseQuantity(try #require(Quantity("10")), of: kase) - BaseQuantity(try #require(Quantity("39")), of: pack)
            - BaseQuantity(try #require(Quantity("5")))
        #expect(left.exactly(in: .one)?.description == "1")
        #expect(left.exactly(in: kase) == nil && left.truncated(in: kase).description == "0.0416")
        #expect((left - BaseQuantity(try #require(Quantity("25")))).exactly(in: kase)?.description == "-1")
    }

    @Test func whatDoesNotFitIsSaidOrAnError() {
        let most = BaseQuantity(Quantity(scaled: .max), of: .greatest)
        #expect(most.exactly(in: .greatest) == Quantity(scaled: .max))
        #expect(most.exactly(in: .one) == nil && most.truncated(in: .one) == Quantity(scaled: .max))
        #expect((.zero - most).truncated(in: .one) == Quantity(scaled: .min))
        #expect(throws: MoneyError.overflow) { try most.share(of: .max, whole: BaseQuantity(scaled: 1)) }
        #expect(throws: MoneyError.overflow) { try most.share(of: 1, whole: .zero) }
    }

    /// Value, part, whole, share.
    @Test(
        arguments: [
            (100, 1, 3, 33), (100, 2, 3, 67), (-100, 2, 3, -67), (1, 1, 2, 1), (-1, 1, 2, -1), (1, 1, 3, 0),
            (100, 3, 3, 100),
            (100, -1, 3, -33), (0, 1, 3, 0),
        ] as [(Int64, Int, Int, Int64)])
    func aShareIsRoundedHalfAwayFromZero(value: Int64, part: Int, whole: Int, share: Int64) throws {
        let part = BaseQuantity(scaled: Int128(part))
        #expect(try part.share(of: value, whole: BaseQuantity(scaled: Int128(whole))) == share)
    }

    /// Products of more than 128 bits.
    @Test func sharesOfGreatQuantitiesAreExact() throws {
        let whole = BaseQuantity(Quantity(scaled: .max), of: .greatest)
        let half = BaseQuantity(scaled: whole.scaled / 2)
        #expect(try whole.share(of: .max, whole: whole) == .max)
        #expect(try half.share(of: 1_000_000_000_000_000_000, whole: whole) == 500_000_000_000_000_000)
        #expect(try BaseQuantity(scaled: whole.scaled * 4).share(of: 3, whole: whole) == 12)
    }

    /// Against the same worked out with small numbers, where nothing is rounded twice.
    @Test func sharesAgreeWithSmallArithmetic() throws {
        var generator = SeededGenerator(seed: 26)
        for _ in 0..<5000 {
            let value = Int64.random(in: -1_000_000...1_000_000, using: &generator)
            let whole = Int.random(in: 1...100_000, using: &generator)
            let part = Int.random(in: 0...100_000, using: &generator)
            let (twice, divisor) = (abs(Int(value)) * part * 2 + whole, whole * 2)
            let expected = Int64(twice / divisor) * (value < 0 ? -1 : 1)
            let share = try BaseQuantity(scaled: Int128(part)).share(
                of: value, whole: BaseQuantity(scaled: Int128(whole)))
            #expect(share == expected, "\(value) × \(part) ÷ \(whole)")
        }
    }
}
