import Foundation
import Messages
import Money
import Testing

@testable import Contracts

@Suite("Contracts: the chain of documents")
struct ContractsChainTests {
    private static let pump = EntityID(high: 1, low: 1)
    private static let hose = EntityID(high: 1, low: 2)

    private static func line(_ product: EntityID, _ quantity: String, unit: String = "cái", discount: Discount? = nil)
        -> LineState
    {
        LineState(
            id: EntityID(high: 2, low: UInt64(quantity.count)), productId: product, description: "d", unit: unit,
            quantity: Quantity(quantity) ?? .zero, unitPrice: UnitPrice("3") ?? .zero, discount: discount,
            tax: .notTaxable)
    }

    private static func draw(_ line: LineState, _ number: Int = 1, _ document: String = "order 1") -> Draw {
        Draw(
            document: DocumentName(.order, String(document.dropFirst(6))), childId: pump, line: number,
            key: line.chainKey, quantity: line.quantity)
    }

    @Test(
        arguments: [
            ([line(pump, "10")], [draw(line(pump, "4")), draw(line(pump, "6"))], false, nil),
            (
                [line(pump, "10")], [draw(line(pump, "4")), draw(line(pump, "6.0001"), 3, "order 2")], false,
                "order 2|3"
            ),
            ([line(pump, "4"), line(pump, "6")], [draw(line(pump, "10"))], false, nil),
            ([line(pump, "10")], [draw(line(hose, "1"), 2)], false, "order 1|2"),
            ([line(pump, "10")], [draw(line(pump, "1", unit: "thùng"))], false, "order 1|1"),
            ([line(pump, "0")], [draw(line(pump, "99999"))], true, nil),
            ([line(pump, "0"), line(hose, "2")], [draw(line(hose, "3"))], true, "order 1|1"),
            ([line(pump, "0")], [draw(line(pump, "1"))], false, "order 1|1"),
            // What an adjusting invoice gave back counts wherever it stands.
            (
                [line(pump, "10")],
                [draw(line(pump, "8")), draw(line(pump, "4"), 1, "order 2"), draw(line(pump, "-2"))],
                false, nil
            ),
            (
                [line(pump, "10")],
                [draw(line(pump, "8")), draw(line(pump, "4"), 1, "order 2"), draw(line(pump, "-1"))],
                false, "order 2|1"
            ),
        ] as [([LineState], [Draw], Bool, String?)])
    func childrenTakeNoMoreThanTheParentHas(
        _ parent: [LineState], _ children: [Draw], _ isFramework: Bool, _ named: String?
    ) {
        var found: String?
        do { try Chain.check(parent, children, isFramework: isFramework) } catch {
            found = "\(error.details["document"] ?? "")|\(error.details["line"] ?? "")"
        }
        #expect(found == named)
    }

    @Test func whatIsLeftIsDividedOverTheLinesInTheirOrder() {
        let parent = [Self.line(Self.pump, "4"), Self.line(Self.pump, "6.5"), Self.line(Self.hose, "1")]
        let rest = Chain.rest(of: parent, after: [Self.draw(Self.line(Self.pump, "5"))], isFramework: false)
        #expect(rest.map(\.quantity.description) == ["5.5", "1"])
    }

    /// Three of 100 đồng: 33, 34 and 33, in whatever parts.
    @Test(arguments: [["1", "1", "1"], ["1", "2"], ["2", "1"], ["0.5", "2.5"], ["3"]])
    func theDiscountsOfPartsComeToTheWhole(_ parts: [String]) throws {
        let line = Self.line(Self.pump, "3", discount: .value(100))
        var (taken, sum) = (Int64(0), Int64(0))
        for part in try parts.map({ try #require(Quantity($0)) }) {
            guard case .value(let value) = line.discount(forPart: part, after: Quantity(scaled: taken)) else { break }
            (taken, sum) = (taken + part.scaled, sum + value)
        }
        #expect(sum == 100)
    }

    @Test(
        arguments: [
            ("10", 100), ("11", 110), ("922337203685477.5807", 9_223_372_036_854_776), ("5", 50), ("3", 30),
            ("0.05", 1), ("0.04", 0),
        ] as [(String, Int64)])
    func aDiscountByValueIsSharedByQuantity(_ part: String, _ discount: Int64) throws {
        let line = Self.line(Self.pump, "10", discount: .value(100))
        #expect(line.discount(forPart: try #require(Quantity(part))) == .value(discount))
    }

    @Test(
        arguments: [
            ("reduced", "2022-01-31", "10"), ("reduced", "2022-02-01", "8"), ("reduced", "2022-12-31", "8"),
            ("reduced", "2023-01-01", "10"), ("reduced", "2023-06-30", "10"), ("reduced", "2023-07-01", "8"),
            ("reduced", "2026-12-31", "8"), ("reduced", "2027-01-01", "10"), ("standard", "2027-01-01", "10"),
            ("five", "2026-01-01", "5"), ("zero", "2026-01-01", "0"), ("KCT", "2027-01-01", "KCT"),
            ("KKKNT", "2027-01-01", "KKKNT"), ("8", "2026-01-01", nil),
            ("?", "2026-01-01", nil),
        ] as [(String, String, String?)])
    func theReducedRateEndsOnItsDay(_ name: String, _ on: String, _ mark: String?) {
        let taxes = TaxClass(reducedUntil: Sample.day("2026-12-31"))
        #expect(taxes.mark(of: name, on: Sample.day(on))?.description == mark)
    }

    @Test(
        arguments: [
            ("{seq:2}/{year}/{kind}", 7, "07/2026/HĐMB"), ("{seq:2}/{year}/{kind}", 123, "123/2026/HĐMB"),
            ("{seq}-{year}-{customer}", 1, "1-2026-AD"),
        ] as [(String, Int64, String)])
    func numbersFollowTheirPattern(_ pattern: String, _ sequence: Int64, _ number: String) throws {
        let written = try NumberPattern(pattern).number(sequence, year: 2026, kind: "HĐMB", customer: "AD")
        #expect(written == number)
    }

    @Test(arguments: ["{seq}", "{year}", "{seq:0}/{year}", "{seq}/{year}/{firm}", "{seq}/{year}/{"])
    func aPatternThatCouldRepeatANumberIsRefused(_ pattern: String) {
        #expect(throws: ContractError.self) { try NumberPattern(pattern) }
    }

    @Test(arguments: [("1C26TAA", 1, 2026), ("2K25MYY", 2, 2025)])
    func aSymbolSaysFormAndYear(_ text: String, _ form: Int, _ year: Int) throws {
        let symbol = try InvoiceSymbol(text)
        #expect(symbol.form == form)
        #expect(symbol.year == year)
    }

    @Test(arguments: ["C26TAA", "3C26TAA", "1X26TAA", "1C26TA", "1C26taa", "EXT:bank"])
    func whatIsNoSymbolIsRefused(_ text: String) { #expect(throws: InvoiceError.self) { try InvoiceSymbol(text) } }
}
