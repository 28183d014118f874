import Money
import Testing

@testable import Documents

/// Numbers, money and days by tables.
@Suite struct FormatTests {
    @Test(arguments: [
        (Int64(0), "VND", "0 đồng", "0 VND"),
        (999, "VND", "999 đồng", "999 VND"),
        (1000, "VND", "1.000 đồng", "1,000 VND"),
        (1_234_567, "VND", "1.234.567 đồng", "1,234,567 VND"),
        (-1_234_567, "VND", "-1.234.567 đồng", "-1,234,567 VND"),
        (-5, "VND", "-5 đồng", "-5 VND"),
        (123_456, "USD", "1.234,56 USD", "1,234.56 USD"),
        (-5, "USD", "-0,05 USD", "-0.05 USD"),
        (100_000, "USD", "1.000,00 USD", "1,000.00 USD"),
        (1_234_567, "KWD", "1.234,567 KWD", "1,234.567 KWD"),
        (.max, "VND", "9.223.372.036.854.775.807 đồng", "9,223,372,036,854,775,807 VND"),
        (.min, "VND", "-9.223.372.036.854.775.808 đồng", "-9,223,372,036,854,775,808 VND"),
    ])
    func money(minorUnits: Int64, code: String, vi: String, en: String) throws {
        let currency = try #require(Currency(code))
        #expect(format(.vi, currency).money(minorUnits) == vi)
        #expect(format(.en, currency).money(minorUnits) == en)
    }

    @Test(arguments: [
        ("0", "0", "0"), ("2", "2", "2"), ("0.3333", "0,3333", "0.3333"), ("1250.5", "1.250,5", "1,250.5"),
        ("-12.25", "-12,25", "-12.25"), ("1000000", "1.000.000", "1,000,000"), ("-0.5", "-0,5", "-0.5"),
    ])
    func quantities(plain: String, vi: String, en: String) throws {
        let quantity = try #require(Quantity(plain))
        #expect(format(.vi).decimal(quantity) == vi)
        #expect(format(.en).decimal(quantity) == en)
    }

    @Test(arguments: [("25412.500001", "25.412,500001", "25,412.500001"), ("8250.25", "8.250,25", "8,250.25")])
    func unitPrices(plain: String, vi: String, en: String) throws {
        let price = try #require(UnitPrice(plain))
        #expect(format(.vi).decimal(price) == vi)
        #expect(format(.en).decimal(price) == en)
    }

    @Test(arguments: [
        ("8", "8%", "8%"), ("0", "0%", "0%"), ("5.25", "5,25%", "5.25%"), ("KCT", "KCT", "Exempt"),
        ("KKKNT", "KKKNT", "Not declared"),
    ])
    func taxMarks(mark: String, vi: String, en: String) throws {
        let mark = try #require(TaxMark(mark))
        #expect(format(.vi).tax(mark) == vi)
        #expect(format(.en).tax(mark) == en)
    }

    @Test(arguments: [
        (PrintedDay(year: 2026, month: 11, day: 5), "ngày 05 tháng 11 năm 2026", "5 November 2026", "5 Nov 2026"),
        (PrintedDay(year: 2026, month: 1, day: 31), "ngày 31 tháng 01 năm 2026", "31 January 2026", "31 Jan 2026"),
        (PrintedDay(year: 2026, month: 13, day: 40), "ngày 40 tháng 13 năm 2026", "40 13 2026", "40 13 2026"),
    ])
    func days(day: PrintedDay, vi: String, en: String, short: String) {
        #expect(format(.vi).day(day) == vi)
        #expect(format(.en).day(day) == en)
        #expect(format(.en).shortDay(day) == short)
    }

    @Test func termsAreCutAtTheirHeadings() {
        let text = "Mở đầu\n\nĐiều 5. Bảo hành\n 36 tháng \nTheo Điều 5 của hợp đồng.\narticle 6: Law\r\nViet Nam"
        #expect(
            Clause.clauses(of: text) == [
                Clause(paragraphs: ["Mở đầu"]),
                Clause(heading: "Bảo hành", paragraphs: ["36 tháng", "Theo Điều 5 của hợp đồng."]),
                Clause(heading: "Law", paragraphs: ["Viet Nam"]),
            ])
        #expect(Clause.clauses(of: " \n").isEmpty)
    }

    private func format(_ language: DocumentLanguage, _ currency: Currency = .vnd) -> DocumentFormat {
        DocumentFormat(language: language, currency: currency, zeroTens: .le)
    }
}
