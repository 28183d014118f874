import Foundation
import Money
import Testing

@Suite struct AmountTests {
    private let kuwait = Currency("KWD")

    @Test func isCodedAsAnIntegerAndACode() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(Amount(minorUnits: -1_200_000, currency: .vnd))
        #expect(String(decoding: json, as: UTF8.self) == #"{"amount":-1200000,"currency":"VND"}"#)
        #expect(try JSONDecoder().decode(Amount.self, from: json) == Amount(minorUnits: -1_200_000, currency: .vnd))
    }

    @Test(arguments: [
        #"{"amount":1.5,"currency":"VND"}"#, #"{"amount":"1","currency":"VND"}"#, #"{"amount":1}"#,
        #"{"amount":9223372036854775808,"currency":"VND"}"#, #"{"amount":1,"currency":"DONG"}"#,
    ])
    func refusesOtherForms(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Amount.self, from: Data(json.utf8)) }
    }

    @Test func calculatesChecked() throws {
        let one = Amount(minorUnits: 1, currency: .usd)
        let greatest = Amount(minorUnits: .max, currency: .usd)
        let least = Amount(minorUnits: .min, currency: .usd)
        #expect(try one.adding(one).minorUnits == 2)
        #expect(try one.subtracting(one) == .zero(.usd))
        #expect(try greatest.negated().minorUnits == -.max)
        #expect(throws: MoneyError.overflow) { try greatest.adding(one) }
        #expect(throws: MoneyError.overflow) { try least.subtracting(one) }
        #expect(throws: MoneyError.overflow) { try least.negated() }
    }

    @Test func doesNotMixCurrencies() throws {
        let dollar = Amount(minorUnits: 1, currency: .usd)
        let dong = Amount(minorUnits: 1, currency: .vnd)
        #expect(throws: MoneyError.currencyMismatch) { try dollar.adding(dong) }
        #expect(throws: MoneyError.currencyMismatch) { try dollar.subtracting(dong) }
        #expect(throws: MoneyError.currencyMismatch) { try dollar.isLess(than: dong) }
        #expect(try dong.isLess(than: Amount(minorUnits: 2, currency: .vnd)))
        #expect(try !dong.isLess(than: dong))
    }

    @Test(arguments: [
        (123_400, "USD", "1234.00"), (-5, "USD", "-0.05"), (0, "USD", "0.00"), (1234, "VND", "1234"), (0, "VND", "0"),
        (-7, "KWD", "-0.007"), (Int64.min, "VND", "-9223372036854775808"), (Int64.max, "USD", "92233720368547758.07"),
    ])
    func writesAndReadsMajorUnits(minorUnits: Int64, code: String, text: String) throws {
        let amount = Amount(minorUnits: minorUnits, currency: try #require(Currency(code)))
        #expect(amount.decimalString == text)
        #expect(Amount(decimal: text, currency: amount.currency) == amount)
    }

    @Test func readsOnlyWhatIsExact() throws {
        #expect(Amount(decimal: "1.5", currency: .usd)?.minorUnits == 150)
        #expect(Amount(decimal: "-2", currency: .usd)?.minorUnits == -200)
        for text in ["1.005", "1.500", "1.", "+1", "1e2", "", "92233720368547758.08"] {
            #expect(Amount(decimal: text, currency: .usd) == nil, "\(text)")
        }
        #expect(Amount(decimal: "1.000", currency: .vnd) == nil, "not a thousand đồng")
    }

    @Test func convertsHalfAwayFromZero() throws {
        let rate = try #require(UnitPrice("25410.5"))
        #expect(try Amount(minorUnits: 100, currency: .usd).converted(to: .vnd, rate: rate).minorUnits == 25411)
        #expect(try Amount(minorUnits: -100, currency: .usd).converted(to: .vnd, rate: rate).minorUnits == -25411)
        #expect(throws: MoneyError.rateNotPositive) { try Amount.zero(.usd).converted(to: .vnd, rate: .zero) }
        #expect(throws: MoneyError.overflow) {
            try Amount(minorUnits: .max, currency: .vnd).converted(to: #require(kuwait), rate: UnitPrice(scaled: .max))
        }
    }

    @Test func allocatesTheOldestFirst() throws {
        let payment = Amount(minorUnits: 100, currency: .vnd)
        let partial = try Amount.allocate(payment, over: [30, 0, 90, 10])
        #expect(partial.amounts == [30, 0, 70, 0])
        #expect(partial.remainder == 0)
        let tooMuch = try Amount.allocate(payment, over: [60])
        #expect(tooMuch.amounts == [60])
        #expect(tooMuch.remainder == 40)
        #expect(try Amount.allocate(payment, over: []).remainder == 100)
        #expect(try Amount.allocate(payment, over: [.max, .max]).amounts == [100, 0])
        #expect(throws: MoneyError.negativeAllocation) { try Amount.allocate(payment, over: [-1]) }
        #expect(throws: MoneyError.negativeAllocation) { try Amount.allocate(payment.negated(), over: [1]) }
    }
}
