import Foundation
import Money
import Testing

@Suite struct DocumentSumsTests {
    @Test func roundsAmountThenDiscountThenTax() throws {
        // 2.5 × 333.333333 = 833.33…, 10 % of 833 = 83.3, 8 % of 750 = 60
        let sums = try line("2.5", "333.333333", .percent(#require(Rate("10"))), "8").sums(in: .vnd)
        #expect(sums == LineSums(amount: 833, discount: 83, afterDiscount: 750, tax: 60, total: 810))
    }

    @Test func halvesGoAwayFromZeroOnBothSides() throws {
        #expect(try line("0.5", "1", nil, "KCT").sums(in: .vnd).amount == 1)
        #expect(try line("-0.5", "1", nil, "KCT").sums(in: .vnd).amount == -1)
        #expect(try line("-1", "5", nil, "10").sums(in: .vnd).tax == -1)
    }

    @Test func theDiscountTakesTheSignOfTheAmount() throws {
        let sums = try line("-2", "1000", .value(300), "10").sums(in: .vnd)
        #expect(sums == LineSums(amount: -2000, discount: -300, afterDiscount: -1700, tax: -170, total: -1870))
    }

    @Test func refusesDiscountsAndRatesThatMakeNoSense() throws {
        #expect(throws: MoneyError.discountExceedsAmount) { try line("1", "10", .value(11), "8").sums(in: .vnd) }
        #expect(throws: MoneyError.discountExceedsAmount) { try line("-1", "10", .value(11), "8").sums(in: .vnd) }
        #expect(throws: MoneyError.negativeDiscount) { try line("1", "10", .value(-1), "8").sums(in: .vnd) }
        let over = Discount.percent(Rate(scaled: 1_000_001))
        #expect(throws: MoneyError.percentOutOfRange) { try line("1", "10", over, "8").sums(in: .vnd) }
        var taxed = try line("1", "10", nil, "8")
        taxed.tax = .rate(Rate(scaled: -1))
        #expect(throws: MoneyError.percentOutOfRange) { try taxed.sums(in: .vnd) }
    }

    @Test func roundingPerRateTaxesTheSumOnce() throws {
        let lines = [try line("1", "6", nil, "8"), try line("1", "6", nil, "8")]  // 0.48 each, 0.96 together
        let perLine = try DocumentSums.of(lines: lines, currency: .vnd, rounding: .perLine)
        let perRate = try DocumentSums.of(lines: lines, currency: .vnd, rounding: .perRate)
        #expect(perLine.tax == 0)
        #expect(perLine.total == 12)
        #expect(perRate.tax == 1)
        #expect(perRate.total == 13)
        #expect(perRate.lines == perLine.lines)
        #expect(perRate.perRate == [TaxGroup(tax: .rate(try #require(Rate("8"))), base: 12, taxAmount: 1)])
    }

    @Test func groupsGoByRateThenTheTwoMarks() throws {
        let marks = ["KKKNT", "10", "KCT", "0", "8", "10", "5.2633"]
        let lines = try marks.map { try line("1", "100", nil, $0) }
        let sums = try DocumentSums.of(lines: lines, currency: .usd, rounding: .perLine)
        #expect(sums.perRate.map(\.tax.description) == ["0", "5.2633", "8", "10", "KCT", "KKKNT"])
        #expect(sums.perRate.map(\.base) == [10000, 10000, 10000, 20000, 10000, 10000])
        #expect(sums.perRate.map(\.taxAmount) == [0, 526, 800, 2000, 0, 0])
    }

    @Test func anEmptyDocumentIsZero() throws {
        let sums = try DocumentSums.of(lines: [], currency: .vnd, rounding: .perRate)
        #expect(sums.total == 0)
        #expect(sums.perRate.isEmpty)
    }

    @Test func onlyEndResultsMustFit() throws {
        let huge = try line("922337203685477.5807", "10000", nil, "KCT")
        let back = try line("-922337203685477.5807", "10000", nil, "KCT")
        #expect(throws: MoneyError.overflow) {
            try DocumentSums.of(lines: [huge, huge], currency: .vnd, rounding: .perLine)
        }
        let sums = try DocumentSums.of(lines: [huge, huge, back], currency: .vnd, rounding: .perRate)
        #expect(sums.total == .max)
    }

    private func line(_ quantity: String, _ price: String, _ discount: Discount?, _ tax: String) throws -> DocumentLine
    {
        DocumentLine(
            quantity: try #require(Quantity(quantity)), unitPrice: try #require(UnitPrice(price)), discount: discount,
            tax: try #require(TaxMark(tax)))
    }
}
