import Foundation
import Money
import Testing

@Suite struct DocumentWireTests {
    @Test func aLineIsWrittenInStringsAndIntegers() throws {
        let line = DocumentLine(
            quantity: try #require(Quantity("0.3333")), unitPrice: try #require(UnitPrice("12500.5")),
            discount: .value(500), tax: .notDeclared)
        let json = #"{"discount":{"value":500},"quantity":"0.3333","tax":"KKKNT","unitPrice":"12500.5"}"#
        #expect(try encoded(line) == json)
        #expect(try JSONDecoder().decode(DocumentLine.self, from: Data(json.utf8)) == line)
    }

    @Test func discountsAndMarksHaveOneForm() throws {
        let ten = try #require(Rate("10"))
        #expect(try encoded([Discount.percent(ten), .value(50000)]) == #"[{"percent":"10"},{"value":50000}]"#)
        #expect(try encoded([TaxMark.rate(ten), .notTaxable, .notDeclared]) == #"["10","KCT","KKKNT"]"#)
    }

    @Test(arguments: [
        "{}", #"{"percent":"10","value":1}"#, #"{"percent":"100.0001"}"#, #"{"percent":"-1"}"#, #"{"percent":10}"#,
        #"{"value":-1}"#, #"{"value":"1"}"#, #"{"value":0.5}"#, #""10""#,
    ])
    func refusesOtherDiscounts(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Discount.self, from: Data(json.utf8)) }
    }

    @Test(arguments: ["", "kct", "KCT ", "8%", "-8", "100.0001", "8.00000"])
    func refusesOtherTaxMarks(text: String) {
        #expect(TaxMark(text) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([TaxMark].self, from: Data("[\"\(text)\"]".utf8))
        }
    }

    @Test func sumsAreWrittenWithTheirRounding() throws {
        let line = DocumentLine(
            quantity: try #require(Quantity("2")), unitPrice: try #require(UnitPrice("50")),
            tax: .rate(try #require(Rate("8"))))
        let sums = try DocumentSums.of(lines: [line], currency: .vnd, rounding: .perRate)
        let json =
            #"{"afterDiscount":100,"amount":100,"currency":"VND","discount":0,"#
            + #""lines":[{"afterDiscount":100,"amount":100,"discount":0,"tax":8,"total":108}],"#
            + #""perRate":[{"base":100,"tax":"8","taxAmount":8}],"rounding":"perRate","tax":8,"total":108}"#
        #expect(try encoded(sums) == json)
        #expect(try JSONDecoder().decode(DocumentSums.self, from: Data(json.utf8)) == sums)
    }

    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
