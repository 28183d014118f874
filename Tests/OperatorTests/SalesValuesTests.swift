import Messages
import Money
import Testing

@testable import Operator

@Suite struct SalesValuesTests {
    private func row(_ value: String) -> CSVRow {
        CSVRow(origin: RowOrigin(file: "f.csv", row: 2), cells: ["c": value])
    }

    @Test(arguments: [
        ("3/1/17", "2017-03-01"), ("12/31/2016", "2016-12-31"), ("1/2/70", "1970-01-02"), ("2017-03-01", "2017-03-01"),
    ])
    func datesAreRead(_ text: String, _ day: String) throws {
        #expect(try SalesValues.day(row(text), "c") == Day(day))
    }

    @Test(arguments: ["", "00/00/0000", "0/0/00"])
    func noDateIsNone(_ text: String) throws { #expect(try SalesValues.day(row(text), "c") == nil) }

    @Test(arguments: ["13/1/17", "2/30/17", "soon", "1/17", "1//17", "0/5/17"])
    func whatIsNoDateIsAFault(_ text: String) {
        #expect(throws: CellFault.self) { try SalesValues.day(row(text), "c") }
    }

    @Test func amountsMayHaveCommasAndDollars() throws {
        #expect(try SalesValues.amount(row("$1,234.50"), "c", .usd) == Amount(minorUnits: 123_450, currency: .usd))
        #expect(try SalesValues.amount(row(""), "c", .usd) == nil)
        #expect(throws: CellFault.self) { try SalesValues.amount(row("12.345"), "c", .usd) }
        #expect(throws: CellFault.self) { try SalesValues.price(row("a lot"), "c") }
    }
}
