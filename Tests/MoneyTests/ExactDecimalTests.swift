import Foundation
import Money
import Testing

@Suite struct ExactDecimalTests {
    @Test(arguments: [
        ("0", 0), ("1", 10_000), ("0.3333", 3333), ("-0.5", -5000), ("12.30", 123_000), ("-0", 0), ("24.0000", 240_000),
        ("922337203685477.5807", Int64.max), ("-922337203685477.5808", Int64.min),
    ])
    func readsQuantitiesExactly(text: String, scaled: Int64) {
        #expect(Quantity(text)?.scaled == scaled)
    }

    @Test(arguments: [
        "", " ", "1 ", " 1", "+1", "1e3", "1E3", "0x1", ".5", "5.", "-", "-.5", "--1", "1,5", "1.2.3", "007", "-01",
        "00",
        "0.33333", "1.00000", "NaN", "inf", "١", "1_000", "1\u{0301}", "922337203685477.5808", "1000000000000000",
    ])
    func refusesWhatIsNoQuantity(text: String) throws {
        #expect(Quantity(text) == nil)
        let json = try JSONEncoder().encode([text])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Quantity].self, from: json) }
    }

    @Test(arguments: ["[1]", "[0.5]", "[null]", "[true]"])
    func refusesNumbersThatAreNotStrings(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Quantity].self, from: Data(json.utf8)) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([UnitPrice].self, from: Data(json.utf8)) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Rate].self, from: Data(json.utf8)) }
    }

    @Test func writesTheCanonicalForm() throws {
        let prices = try ["12.500000", "0.000001", "-3.10", "100", "-0.0"].map { try #require(UnitPrice($0)) }
        let json = String(decoding: try JSONEncoder().encode(prices), as: UTF8.self)
        #expect(json == #"["12.5","0.000001","-3.1","100","0"]"#)
    }

    @Test func pricesHaveSixDecimalsAndRatesFour() {
        #expect(UnitPrice("0.000001")?.scaled == 1)
        #expect(UnitPrice("0.0000001") == nil)
        #expect(UnitPrice("9223372036854.775807")?.scaled == .max)
        #expect(UnitPrice("9223372036854.775808") == nil)
        #expect(Rate("8") == Rate(scaled: 80_000))
        #expect(Rate("5.26315") == nil)
    }

    @Test func isOrderedByValue() throws {
        #expect(try #require(Quantity("9")) < #require(Quantity("10")))
        #expect(try #require(Quantity("-10")) < #require(Quantity("-9")))
    }

    @Test func quantitiesAddUpOrOverflow() throws {
        let third = try #require(Quantity("0.3333"))
        #expect(try third.adding(third).description == "0.6666")
        #expect(try Quantity.zero.subtracting(third).description == "-0.3333")
        #expect(throws: MoneyError.overflow) { try Quantity(scaled: .max).adding(Quantity(scaled: 1)) }
        #expect(throws: MoneyError.overflow) { try Quantity(scaled: .min).subtracting(Quantity(scaled: 1)) }
    }
}
