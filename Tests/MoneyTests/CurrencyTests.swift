import Foundation
import Money
import Testing

@Suite struct CurrencyTests {
    @Test(arguments: [
        ("VND", 0), ("JPY", 0), ("KRW", 0), ("CLP", 0), ("USD", 2), ("EUR", 2), ("THB", 2), ("KWD", 3), ("BHD", 3),
        ("CLF", 4),
    ])
    func knowsTheSmallestUnit(code: String, digits: Int) throws {
        #expect(try #require(Currency(code)).minorDigits == digits)
    }

    @Test(arguments: ["", "vnd", "VNĐ", "ABC", "USDT", " VND", "XAU", "XXX"])
    func refusesWhatIsNoCurrency(code: String) {
        #expect(Currency(code) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Currency].self, from: Data("[\"\(code)\"]".utf8))
        }
    }

    @Test func theWellKnownOnesAreThoseOfTheTable() {
        #expect(Currency("VND") == .vnd)
        #expect(Currency("USD") == .usd)
    }

    @Test func isCodedAsItsCode() throws {
        #expect(String(decoding: try JSONEncoder().encode([Currency.vnd]), as: UTF8.self) == #"["VND"]"#)
        #expect(try JSONDecoder().decode([Currency].self, from: Data(#"["USD"]"#.utf8)) == [.usd])
    }
}
