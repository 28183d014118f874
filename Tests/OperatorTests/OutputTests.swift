import Foundation
import Messages
import ServiceKit
import Testing

@testable import Operator

@Suite struct OutputTests {
    @Test func tablesAreAlignedAndNumbersStandToTheRight() {
        let table = TextTable(columns: ["name", "sum"], rows: [["Hà Nội", "5"], ["x", "1,200"]])
        #expect(table.text == "name      sum\n------  -----\nHà Nội      5\nx       1,200")
    }

    @Test func csvQuotesWhatNeedsIt() {
        #expect(
            CSVText.document(["a", "b"], [["1,5", "say \"x\""], ["", "two\nlines"]])
                == "a,b\n\"1,5\",\"say \"\"x\"\"\"\n,\"two\nlines\"")
    }

    @Test(arguments: [
        ("Hà Nội", "Hà Nội"), ("=1+1", "'=1+1"), ("+84 9", "'+84 9"), ("-1+1", "'-1+1"), ("-", "'-"), ("@a", "'@a"),
        ("-13103332", "-13103332"), ("-0.25", "-0.25"), ("-1.", "'-1."), ("-1e5", "'-1e5"),
    ])
    func aFormulaBecomesTextAndANumberStaysOne(_ field: String, _ written: String) {
        #expect(CSVText.plain(field) == written)
    }

    @Test func reportsHaveThreeFormats() throws {
        let table = ReportTable(columns: ["month"], rows: [["2017-03"]])
        #expect(try TableFormat.csv.text(table) == "month\n2017-03")
        #expect(try TableFormat.json.text(table) == #"{"columns":["month"],"rows":[["2017-03"]]}"#)
    }

    @Test func pathsAndQueriesAreEscaped() {
        #expect(
            HTTPEndpoint.location(["api", "queues", "/", "a b"], [("by", "x&y")]) == "/api/queues/%2F/a%20b?by=x%26y")
    }

    @Test func placesGoInBatchesProvincesFirst() throws {
        let places = Places(
            provinces: try CSVFile(name: "p", text: "code,name\n01,Hà Nội\n04,Cao Bằng", columns: ["code", "name"]),
            wards: try CSVFile(
                name: "w", text: "code,name,province_code\n00004,Ba Đình,01\n00008,Ngọc Hà,01\n,x,01",
                columns: ["code", "name", "province_code"]))
        let batches = places.batches(of: 1)
        #expect(batches.map { $0.provinces.count + $0.wards.count } == [1, 1, 1, 1])
        #expect(batches.last?.wards.first?.provinceCode == "01")
    }
}
