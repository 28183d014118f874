import Foundation
import Money
import Testing

/// Compares with thousands of results of an independent program (CON-3).
@Suite struct GeneratedCaseTests {
    @Test func linesAgree() throws {
        let rows = try GeneratedCases.rows("lines.txt")
        #expect(rows.count >= 8000)
        try compareAll(rows, inputs: 1) { row in
            let words = row[0].split(separator: " ")
            let currency = try #require(Currency(String(words[0])))
            let line = try #require(GeneratedCases.line(words.dropFirst()))
            return GeneratedCases.outcome { () throws(MoneyError) in
                let sums = try line.sums(in: currency)
                return "\(sums.amount) \(sums.discount) \(sums.tax)"
            }
        }
    }

    @Test func documentsAgree() throws {
        let rows = try GeneratedCases.rows("documents.txt")
        #expect(rows.count >= 2500)
        try compareAll(rows, inputs: 2) { row in
            let head = row[0].split(separator: " ").map(String.init)
            let currency = try #require(Currency(head[0]))
            let rounding = try #require(TaxRounding(rawValue: head[1]))
            let lines = try row[1].split(separator: ";").map {
                try #require(GeneratedCases.line($0.split(separator: " ")))
            }
            return GeneratedCases.outcome { () throws(MoneyError) in
                text(of: try DocumentSums.of(lines: lines, currency: currency, rounding: rounding))
            }
        }
    }

    @Test func conversionsAgree() throws {
        let rows = try GeneratedCases.rows("conversions.txt")
        #expect(rows.count >= 900)
        try compareAll(rows, inputs: 1) { row in
            let words = row[0].split(separator: " ").map(String.init)
            let source = Amount(
                minorUnits: try #require(Int64(words[1])), currency: try #require(Currency(words[0])))
            let target = try #require(Currency(words[2]))
            let rate = try #require(UnitPrice(words[3]))
            return GeneratedCases.outcome { () throws(MoneyError) in
                String(try source.converted(to: target, rate: rate).minorUnits)
            }
        }
    }

    @Test func wordsAgree() throws {
        let rows = try GeneratedCases.rows("words.txt")
        #expect(rows.count >= 800)
        try compareAll(rows, inputs: 1) { row in
            let amount = Amount(minorUnits: try #require(Int64(row[0])), currency: .vnd)
            let vietnamese = AmountInWords.vietnamese(amount).lowercased()
            let english = AmountInWords.english(amount).lowercased()
            let linh = AmountInWords.vietnamese(amount, tens: .linh).lowercased()
            return [vietnamese.dropLast(" đồng".count), english.dropLast(" dong".count), linh.dropLast(" đồng".count)]
                .prefix(row.count - 1).joined(separator: ">")
        }
    }

    /// The first `inputs` columns of a row are given, the rest is expected.
    private func compareAll(
        _ rows: [[Substring]], inputs: Int, compute: ([Substring]) throws -> String
    ) throws {
        var differences: [String] = []
        for row in rows {
            try #require(row.count > inputs)
            let computed = try compute(row)
            if computed != row.dropFirst(inputs).joined(separator: ">") {
                differences.append("\(row.joined(separator: ">")) but computed \(computed)")
            }
        }
        #expect(differences.isEmpty, "\(differences.count) differ: \(differences.prefix(5))")
    }

    private func text(of sums: DocumentSums) -> String {
        let totals = [sums.amount, sums.discount, sums.afterDiscount, sums.tax, sums.total].map(String.init)
        let groups = sums.perRate.map { "\($0.tax):\($0.base):\($0.taxAmount)" }
        return totals.joined(separator: " ") + ">" + groups.joined(separator: ",")
    }
}
