import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Contracts

/// Beer in cans, packs of 6 and cases of 24, at 10,000 ₫ the can; a case costs 230,000.
enum Beer {
    static let group = EntityID(namespace: .quen, parts: ["test-units"])

    static func units(kase: String = "24", more: [UnitGroupState.Unit] = []) throws -> UnitGroupState {
        UnitGroupState(
            id: group, name: "Bia", baseUnit: "lon",
            units: [
                .init(name: "lốc", factor: try #require(UnitFactor("6"))),
                .init(name: "thùng", factor: try #require(UnitFactor(kase))),
            ] + more)
    }

    static func product(unit: String = "lon", price: String = "10000") throws -> ProductState {
        ProductState(
            id: Sample.product, code: "BIA", name: "Bia lon", kind: .goods, unit: unit, taxClass: "standard",
            prices: [.init(currency: .vnd, price: try #require(UnitPrice(price)))], unitGroupId: group,
            unitPrices: unit == "thùng"
                ? nil : [.init(unit: "thùng", currency: .vnd, price: try #require(UnitPrice("230000")))])
    }

    static func line(_ quantity: String, _ unit: String?, _ more: String = "") -> String {
        let unit = unit.map { #","unit":"\#($0)""# } ?? ""
        return #"{"productId":"\#(Sample.product)","quantity":"\#(quantity)"\#(unit)\#(more)}"#
    }
}

extension ServiceUnderTest {
    /// Lets the service hear of beer and its units.
    func hearOfBeer(unit: String = "lon", price: String = "10000") async throws {
        try await publish(try Beer.units(), .created)
        try await publish(try Beer.product(unit: unit, price: price), .created)
        try await waitForUnits(sequence: 1)
    }

    func waitForUnits(sequence: Int64) async throws {
        try await wait("the copies of beer and its units") {
            try await store.read { db in
                try UnitGroupCopy.fetchOne(db)?.sequence == EventSequence(sequence)
                    && ProductCopy.fetchOne(db)?.unitGroupId == Beer.group
            }
        }
    }

    func order(_ contract: EntityID, _ lines: String) async throws -> TestAnswer {
        try await request(.post, "/orders", body: #"{"contractId":"\#(contract)","lines":[\#(lines)]}"#)
    }

    func lines(of order: EntityID) async throws -> [LineState] {
        try #require(try await newest(OrderState.self, order)).lines
    }

    func invoiceLines(_ id: EntityID) async throws -> [LineState] {
        try #require(try await newest(InvoiceState.self, id)).lines
    }
}

@Suite("Contracts: lines in any unit of the product")
struct ContractsUnitTests {
    @Test func aLineIsPricedInItsUnitAndKeepsTheFactor() async throws {
        try await withContracts { service in
            try await service.hearOfBeer()
            let drafts = [Beer.line("2", "THÙNG"), Beer.line("3", "lốc"), Beer.line("5", nil)]
            let body = #"{"customerId":"\#(Sample.customer)","lines":[\#(drafts.joined(separator: ","))]}"#
            let order = try await service.create("/orders", body)
            let lines = try await service.lines(of: order)
            #expect(lines.map(\.unit) == ["thùng", "lốc", "lon"])
            #expect(lines.map(\.unitPrice.description) == ["230000", "60000", "10000"])
            #expect(lines.map { $0.unitFactor?.description } == ["24", "6", nil])
            #expect(lines.map(\.baseUnit) == ["lon", "lon", nil])
            let unknown = try await service.request(
                .post, "/orders", body: body.replacing("lốc", with: "két"))
            #expect(service.code(unknown) == "unknown-unit" && unknown.object["path"] == .string("$.lines[1].unit"))
            #expect(unknown.text.contains("lon, lốc, thùng"))
        }
    }

    @Test func aPriceThatDoesNotDivideIsKeptWithSixDecimals() async throws {
        try await withContracts { service in
            try await service.hearOfBeer(unit: "thùng", price: "100000")
            let body =
                #"{"customerId":"\#(Sample.customer)","lines":[\#(Beer.line("7", "lon")),\#(Beer.line("1", nil))]}"#
            let order = try await service.create("/orders", body)
            let state = try #require(try await service.newest(OrderState.self, order))
            #expect(state.lines.map(\.unitPrice.description) == ["4166.666667", "100000"])
            #expect(state.lines.map(\.unit) == ["lon", "thùng"])
            #expect(state.sums.lines.first?.amount == 29_167)
        }
    }

    @Test func childrenOfAContractInCasesTakeCansAndPacks() async throws {
        try await withContracts { service in
            try await service.hearOfBeer()
            let contract = try await service.signedContract(lines: Beer.line("10", "thùng"))
            let cans = try #require(try await service.order(contract, Beer.line("25", "lon")).id)
            let line = try #require(try await service.lines(of: cans).first)
            // From the contract's case by the factor, not the catalogue's can.
            #expect(line.unitPrice.description == "9583.333333" && line.unitFactor == nil)
            let packs = try #require(try await service.order(contract, Beer.line("35", "lốc")).id)
            #expect(try await service.lines(of: packs).first?.unitPrice.description == "57500")
            // 25 + 210 = 235 of 240 cans: five are left.
            let refused = try await service.order(contract, Beer.line("1", "lốc"))
            #expect(refused.status == 409 && service.code(refused) == "chain-exceeded")
            #expect(refused.text.contains("còn 5 lon (0,8333 lốc)"), "\(refused.text)")
            #expect(refused.text.contains("chứng từ gốc có 10 thùng = 240 lon, đã dùng 235 lon"))
            let other = try await service.order(contract, Beer.line("6", "lon"))
            #expect(other.text.contains("còn 5 lon."), "\(other.text)")
            // What is left is not said exactly in cases, so it is ordered in cans.
            let rest = try await service.create("/orders", #"{"contractId":"\#(contract)"}"#)
            let left = try #require(try await service.lines(of: rest).first)
            #expect(left.quantity.description == "5" && left.unit == "lon")
            #expect(try await service.order(contract, Beer.line("0.0001", "lon")).status == 409)
        }
    }

    @Test func partsInUnitsComeToTheWholeDiscountByValue() async throws {
        try await withContracts { service in
            try await service.hearOfBeer()
            let contract = try await service.signedContract(
                lines: Beer.line("1", "thùng", #","discount":{"value":100}"#))
            var discounts: [Discount?] = []
            for part in [Beer.line("7", "lon"), Beer.line("2", "lốc"), Beer.line("5", "lon")] {
                let id = try #require(try await service.order(contract, part).id)
                discounts.append(try await service.lines(of: id).first?.discount)
            }
            #expect(discounts == [.value(29), .value(50), .value(21)])
        }
    }

    @Test func whatBecomesOfTheUnitsChangesNoDocument() async throws {
        try await withContracts { service in
            try await service.hearOfBeer()
            let contract = try await service.signedContract(lines: Beer.line("10", "thùng"))
            let line = try #require(try await service.newest(ContractState.self, contract)?.lines.first)
            try await service.publish(try Beer.units(kase: "20"), .updated, sequence: 2)
            try await service.waitForUnits(sequence: 2)
            let order = try #require(try await service.order(contract, Beer.line("9", "thùng")).id)
            #expect(try await service.lines(of: order).first?.unitFactor?.description == "24")
            #expect(try await service.order(contract, Beer.line("25", "lon")).status == 409)
            #expect(try await service.order(contract, Beer.line("24", "lon")).status == 201)
            // An annex that names the line again leaves it as it was; a new line has the new factor.
            try await service.act(
                "/contracts/\(contract)/annexes",
                #"{"note":"Thêm","lines":[\#(Beer.line("10", "thùng", #","id":"\#(line.id)""#)),\#(Beer.line("1", "thùng"))]}"#
            )
            let after = try #require(try await service.newest(ContractState.self, contract)).lines
            #expect(after.map { $0.unitFactor?.description } == ["24", "20"])
            #expect(try await service.order(contract, Beer.line("20", "lon")).status == 201)
            #expect(try await service.order(contract, Beer.line("1", "lon")).status == 409)
        }
    }

    /// The paper says the unit on either side of what an annex changes.
    @Test func anAnnexThatChangesTheUnitSaysBoth() async throws {
        try await withContracts { service in
            try await service.publish(Sample.customerState(), .created)
            try await service.hearOfBeer()
            let contract = try await service.signedContract(lines: Beer.line("10", "thùng"))
            let line = try #require(try await service.newest(ContractState.self, contract)?.lines.first).id
            try await service.act(
                "/contracts/\(contract)/annexes",
                #"{"note":"Đổi đơn vị","lines":[\#(Beer.line("510", "lon", #","id":"\#(line)""#))]}"#)
            let paper = try await service.request(.get, "/contracts/\(contract)/annexes/1/print?language=vi")
            #expect(paper.status == 200)
            #expect(paper.text.contains("10 thùng"), "\(paper.text)")
            #expect(paper.text.contains("510 lon") && paper.text.contains("thùng → lon"), "\(paper.text)")
        }
    }

    @Test func aLineFromBeforeItsUnitsWereKnownStaysInItsOwn() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract(
                lines: Beer.line("10", "thùng", #","unitPrice":"230000","tax":"10","description":"Bia""#))
            try await service.hearOfBeer()
            let same = try #require(try await service.order(contract, Beer.line("4", "thùng")).id)
            #expect(try await service.lines(of: same).first?.unitFactor == nil)
            let other = try await service.order(contract, Beer.line("24", "lon"))
            #expect(service.code(other) == "not-in-parent" && other.text.contains("thùng"), "\(other.text)")
            #expect(try await service.order(contract, Beer.line("7", nil)).status == 409)
            #expect(try await service.order(contract, Beer.line("6", nil)).status == 201)
        }
    }

    @Test func whatMinutesAcceptedStaysComparable() async throws {
        try await withContracts { service in
            let contract = try await service.signedContract(
                lines: Beer.line("10", "thùng", #","unitPrice":"230000","tax":"10","description":"Bia""#))
            try await service.act("/contracts/\(contract)/transitions", Sample.step("start"))
            let line = try #require(try await service.newest(ContractState.self, contract)?.lines.first).id
            _ = try await service.create(
                "/contracts/\(contract)/acceptances", #"{"lines":[{"contractLineId":"\#(line)","quantity":"2"}]}"#)
            try await service.hearOfBeer()
            let annex = { (quantity: String, unit: String) in
                try await service.request(
                    .post, "/contracts/\(contract)/annexes",
                    body: #"{"note":"Sửa","lines":[\#(Beer.line(quantity, unit, #","id":"\#(line)""#))]}"#)
            }
            let refused = try await annex("240", "lon")
            #expect(refused.status == 409 && service.code(refused) == "acceptance-contradicted", "\(refused.text)")
            #expect(try await annex("12", "thùng").status == 201)
        }
    }

    @Test func invoicesOfAnOrderAndAFrameworkCompareInTheBaseUnit() async throws {
        try await withContracts { service in
            try await service.hearOfBeer()
            let contract = try await service.signedContract(
                kind: "framework", lines: Beer.line("0", "thùng"), more: #","ceiling":10000000"#)
            let order = try #require(try await service.order(contract, Beer.line("48", "lon")).id)
            try await service.act("/orders/\(order)/transitions", Sample.step("confirm"))
            let invoice = { (line: String) in
                try await service.request(.post, "/invoices", body: #"{"orderId":"\#(order)","lines":[\#(line)]}"#)
            }
            let first = try #require(try await invoice(Beer.line("1", "thùng")).id)
            let line = try #require(try await service.invoiceLines(first).first)
            // 24 × 9,583.333333, the order's price of a can.
            #expect(line.unitPrice.description == "229999.999992" && line.unitFactor?.description == "24")
            let refused = try await invoice(Beer.line("25", "lon"))
            #expect(refused.text.contains("24 lon"), "\(refused.text)")
            #expect(try await invoice(Beer.line("4", "lốc")).status == 201)
            #expect(try await invoice(Beer.line("1", "lon")).status == 409)
        }
    }

    @Test func minutesAcceptInUnitsAndProposeWhatIsLeft() async throws {
        try await withContracts { service in
            try await service.hearOfBeer()
            let contract = try await service.signedContract(lines: Beer.line("10", "thùng"))
            try await service.act("/contracts/\(contract)/transitions", Sample.step("start"))
            let line = try #require(try await service.newest(ContractState.self, contract)?.lines.first).id
            let order = try await service.confirmedOrder(from: contract, quantity: "1")
            let body = { (quantity: String, unit: String) in
                #"{"lines":[{"contractLineId":"\#(line)","quantity":"\#(quantity)","unit":"\#(unit)"}]}"#
            }
            let path = "/contracts/\(contract)/acceptances"
            let first = try await service.create(path, body("30", "lon"))
            let signed = try await service.act("/acceptances/\(first)/sign")
            let proposed = signed.text
            let invoices = try await service.published(InvoiceState.self).map(\.state).filter {
                proposed.contains($0.id.description)
            }
            #expect(invoices.map { $0.orderId } == [order, nil])
            #expect(
                invoices.compactMap { $0.lines.first }.map { "\($0.quantity) \($0.unit ?? "")" } == [
                    "1 thùng", "0.25 thùng",
                ])
            let item = try #require(try await service.published(DeliveredItemState.self).last?.state)
            #expect(item.quantity.description == "30" && item.unit == "lon")
            let tooMuch = try await service.request(.post, path, body: body("9", "thùng"))
            #expect(service.code(tooMuch) == "acceptance-exceeded" && tooMuch.text.contains("8.75 thùng"))
            let wrong = try await service.request(.post, path, body: body("1", "két"))
            #expect(service.code(wrong) == "unknown-unit" && wrong.object["path"] == .string("$.lines[0].unit"))
            let rest = try await service.create(path, #"{"isFinal":true}"#)
            let state = try #require(try await service.newest(AcceptanceState.self, rest)?.lines.first)
            #expect(state.quantity.description == "8.75" && state.unit == "thùng")
            let printed = try await service.request(.get, "/acceptances/\(rest)/print?language=vi")
            #expect(printed.status == 200 && printed.text.contains("1,25") && printed.text.contains("thùng"))
            try await service.act("/acceptances/\(rest)/sign")
            #expect(try await service.status(of: "/contracts/\(contract)") == "accepted")
            let sums = try await service.published(InvoiceState.self).map(\.state).reduce(into: [:]) { $0[$1.id] = $1 }
            let taken = sums.values.flatMap(\.lines).map(\.baseQuantity).reduce(.zero, +)
            #expect(taken == BaseQuantity(Quantity(scaled: 2_400_000)))
        }
    }

    @Test func returnedCansReduceAnInvoiceOfCases() async throws {
        try await withContracts { service in
            try await service.hearOfBeer()
            try await service.registerSeries()
            let contract = try await service.signedContract(lines: Beer.line("10", "thùng"))
            let id = try await service.create("/invoices", #"{"contractId":"\#(contract)"}"#)
            try await service.act("/invoices/\(id)/issue")
            let original = try #require(try await service.newest(InvoiceState.self, id))
            let line = try #require(original.lines.first)
            func adjust(_ change: String) async throws -> InvoiceState {
                let draft = try await service.create(
                    "/invoices/\(id)/corrections",
                    #"{"kind":"adjusting","reason":"Trả","agreement":"BB","adjustments":[{"lineId":"\#(line.id)",\#(change)}]}"#
                )
                try await service.act("/invoices/\(draft)/issue")
                return try #require(try await service.newest(InvoiceState.self, draft))
            }
            let first = try await adjust(#""quantity":"-5","unit":"lon""#)
            #expect(first.lines.first?.unit == "lon" && first.lines.first?.unitPrice.description == "9583.333333")
            // 230,000 × 10 less 235 × 9,583.333333.
            #expect(first.sums.afterDiscount == -47_917)
            // They are free again, and no sixth.
            let again = { (quantity: String) in
                try await service.request(
                    .post, "/invoices",
                    body: #"{"contractId":"\#(contract)","lines":[\#(Beer.line(quantity, "lon"))]}"#)
            }
            #expect(try await again("6").status == 409)
            // A price of what is left, then all of it back: it comes to nothing.
            _ = try await adjust(#""unitPrice":"-24000""#)
            _ = try await adjust(#""quantity":"-19","unit":"lon""#)
            _ = try await adjust(#""quantity":"-9""#)
            let gone = try #require(try await service.newest(InvoiceState.self, id))
            #expect(gone.sums.total + (gone.adjustment ?? 0) == 0)
            #expect(try await again("240").status == 201)
        }
    }

    @Test func aReplacingInvoiceSaysTheSameInAnotherUnit() async throws {
        try await withContracts { service in
            try await service.hearOfBeer()
            try await service.registerSeries()
            let contract = try await service.signedContract(lines: Beer.line("10", "thùng"))
            let id = try await service.create("/invoices", #"{"contractId":"\#(contract)"}"#)
            try await service.act("/invoices/\(id)/issue")
            let draft = try await service.create(
                "/invoices/\(id)/corrections",
                #"{"kind":"replacing","reason":"Sai đơn vị","agreement":"BB","lines":[\#(Beer.line("240", "lon"))]}"#)
            try await service.act("/invoices/\(draft)/issue")
            let line = try #require(try await service.invoiceLines(draft).first)
            #expect(line.unit == "lon" && line.unitPrice.description == "9583.333333")
            let more = try await service.request(
                .post, "/invoices", body: #"{"contractId":"\#(contract)","lines":[\#(Beer.line("1", "lon"))]}"#)
            #expect(more.status == 409)
            let xml = try await service.request(.get, "/invoices/\(draft)/xml")
            #expect(xml.text.contains("<DVTinh>lon</DVTinh>"))
        }
    }

    @Test func aWonOpportunityBringsItsUnits() async throws {
        try await withContracts { service in
            let line = LineState(
                id: EntityID(high: 5, low: 1), productId: Sample.product, description: "Bia",
                unit: "thùng", quantity: Quantity(scaled: 20_000), unitPrice: try #require(UnitPrice("230000")),
                tax: try #require(TaxMark("10")), unitFactor: UnitFactor("24"), baseUnit: "lon")
            let won = OpportunityState(
                id: EntityID(high: 5, low: 2), code: "CH-1", name: "Bia", customerId: Sample.customer, status: .won,
                stage: "negotiating", probability: 100, currency: .vnd, lines: [line],
                expectedValue: Amount(minorUnits: 460_000, currency: .vnd), ownership: Ownership())
            try await service.publish(won, "won")
            try await service.wait("the contract") { try await !service.published(ContractState.self).isEmpty }
            let contract = try #require(
                try await service.newest(ContractState.self, OnOpportunityWon.contractID(of: won.id)))
            #expect(contract.lines == [line])
        }
    }
}
