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

    /// Quantity and unit: lon, lốc of 6, thùng of 24; `chai` goes over into none of them.
    private static func beer(_ quantity: String, _ unit: String) -> LineState {
        var line = line(pump, quantity, unit: unit)
        line.unitFactor = ["lốc": UnitFactor("6"), "thùng": UnitFactor("24")][unit] ?? nil
        line.baseUnit = line.unitFactor.map { _ in "lon" }
        line.id = EntityID(high: 3, low: UInt64(quantity.count + unit.count))
        return line
    }

    private static func beerDraw(_ quantity: String, _ unit: String) -> Draw {
        var draw = draw(beer(quantity, unit))
        (draw.unit, draw.unitFactor) = (unit, beer(quantity, unit).unitFactor)
        return draw
    }

    @Test(
        arguments: [
            ([beer("10", "thùng")], [beerDraw("240", "lon")], nil),
            ([beer("10", "thùng")], [beerDraw("239", "lon"), beerDraw("0.1667", "lốc")], "1 lon (0.1666 lốc)"),
            ([beer("10", "thùng")], [beerDraw("40", "lốc")], nil),
            (
                [beer("10", "thùng")], [beerDraw("36", "lốc"), beerDraw("1", "thùng"), beerDraw("1", "lon")],
                "0 thùng (0 lon)"
            ),
            ([beer("9", "thùng"), beer("24", "lon")], [beerDraw("10", "thùng")], nil),
            ([beer("9", "thùng"), beer("24", "lon")], [beerDraw("240.0001", "lon")], "10 thùng (240 lon)"),
            ([beer("240", "lon")], [beerDraw("9", "thùng"), beerDraw("5", "lốc")], "24 lon (4 lốc)"),
            (
                [beer("1", "thùng")], [beerDraw("20", "lon"), beerDraw("3", "lốc"), beerDraw("-14", "lon")], nil
            ),
            (
                [beer("100000000000", "thùng")], [beerDraw("2400000000000", "lon"), beerDraw("0.0001", "lon")],
                "0 thùng (0 lon)"
            ),
            ([beer("1", "thùng")], [beerDraw("1", "chai")], "not in parent"),
        ] as [([LineState], [Draw], String?)])
    func unitsOfAProductAreComparedInTheBaseUnit(_ parent: [LineState], _ children: [Draw], _ left: String?) {
        var found: String?
        do { try Chain.check(parent, children, isFramework: false) } catch {
            found = error.details["left"] ?? "not in parent"
        }
        #expect(found == left)
    }

    /// What a reader sees adds up, and is written as in the language.
    @Test func theRefusalAddsUp() {
        let children = [Self.beerDraw("23519", "lon"), Self.beerDraw("0.5", "thùng")]
        do {
            try Chain.check([Self.beer("980", "thùng")], children, isFramework: false)
            Issue.record("12 cans too many were taken")
        } catch {
            #expect(
                error.message.vi.contains(
                    "lấy 0,5 thùng, trong khi chứng từ gốc có 980 thùng = 23.520 lon, đã dùng 23.519 lon, còn 1 lon (0,0416 thùng)"
                ),
                "\(error.message.vi)")
            #expect(error.message.en.contains("of 980 thùng = 23,520 lon in the parent document 23,519 lon are taken"))
        }
    }

    /// In the parent's unit where it comes out even, else in the base unit.
    @Test(
        arguments: [
            ([beerDraw("5", "lon")], "235 lon"), ([beerDraw("6", "lon")], "9.75 thùng"),
            ([beerDraw("1", "lốc"), beerDraw("18", "lon")], "9 thùng"), ([beerDraw("0.0001", "lon")], "239.9999 lon"),
            ([beerDraw("240", "lon")], ""), ([], "10 thùng"),
        ] as [([Draw], String)])
    func theRestIsSaidExactly(_ children: [Draw], _ rest: String) {
        let drafts = Chain.rest(of: [Self.beer("10", "thùng")], after: children)
        #expect(drafts.map { "\($0.quantity) \($0.unit ?? "thùng")" }.joined() == rest)
    }

    /// Whether what came back is told by the parent's line or by the product alone, it is left again, and no more than there was.
    @Test(
        arguments: [
            (["10"], "-3", "3"), (["10"], "-10", "10"), (["4"], "-1", "7"), (["10", "2"], "-3", "1"), ([], "-3", "10"),
        ] as [([String], String, String)], [true, false])
    func whatCameBackIsLeftAgain(_ taken: (parts: [String], back: String, left: String), _ namesLine: Bool) {
        let parent = [Self.line(Self.pump, "10"), Self.line(Self.hose, "1")]
        let draws = (taken.parts + [taken.back]).enumerated().map { index, quantity in
            var draw = Self.draw(Self.line(Self.pump, quantity))
            let isBack = index == taken.parts.count
            draw.parentLineId = isBack && !namesLine ? EntityID(high: 9, low: 9) : parent[0].id
            return draw
        }
        let left = Chain.left(of: parent, after: draws).map { $0.quantity.truncated(in: .one).description }
        #expect(left == [taken.left, "1"])
    }

    @Test func whatIsLeftIsDividedOverTheLinesInTheirOrder() {
        let parent = [Self.line(Self.pump, "4"), Self.line(Self.pump, "6.5"), Self.line(Self.hose, "1")]
        let rest = Chain.rest(of: parent, after: [Self.draw(Self.line(Self.pump, "5"))])
        #expect(rest.map(\.quantity.description) == ["5.5", "1"])
    }

    /// Three of 100 đồng: 33, 34 and 33, in whatever parts.
    @Test(arguments: [["1", "1", "1"], ["1", "2"], ["2", "1"], ["0.5", "2.5"], ["3"]])
    func theDiscountsOfPartsComeToTheWhole(_ parts: [String]) throws {
        let line = Self.line(Self.pump, "3", discount: .value(100))
        var (taken, sum) = (Int64(0), Int64(0))
        for part in try parts.map({ try #require(Quantity($0)) }) {
            let before = BaseQuantity(Quantity(scaled: taken))
            guard case .value(let value) = line.discount(forPart: BaseQuantity(part), after: before) else { break }
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
        #expect(line.discount(forPart: BaseQuantity(try #require(Quantity(part)))) == .value(discount))
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
