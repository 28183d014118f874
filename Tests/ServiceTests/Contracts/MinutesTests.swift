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

@Suite("Contracts: minutes and what follows from them")
struct ContractsMinutesTests {
    private static let cable = #"{"description":"Cáp","unit":"m","quantity":"100","unitPrice":"20000","tax":"8"}"#

    /// In progress, with the ids of its lines.
    private func inProgress(
        _ service: ServiceUnderTest, kind: String = "sale", lines: String = Sample.tenPumps + "," + cable
    ) async throws -> (id: EntityID, lines: [EntityID]) {
        let id = try await service.signedContract(kind: kind, lines: lines)
        try await service.act("/contracts/\(id)/transitions", Sample.step("start"))
        return (id, try #require(try await service.newest(ContractState.self, id)).lines.map(\.id))
    }

    private func order(_ service: ServiceUnderTest, _ contract: EntityID, _ lines: [(EntityID, String)]) async throws
        -> EntityID
    {
        let lines = lines.map { #"{"parentLineId":"\#($0.0)","quantity":"\#($0.1)"}"# }.joined(separator: ",")
        let id = try await service.create("/orders", #"{"contractId":"\#(contract)","lines":[\#(lines)]}"#)
        try await service.act("/orders/\(id)/transitions", Sample.step("confirm"))
        return id
    }

    private static func body(_ lines: [(EntityID, String)], _ more: String = "") -> String {
        let lines = lines.map { #"{"contractLineId":"\#($0.0)","quantity":"\#($0.1)"\#(more)}"# }
        return #"{"lines":[\#(lines.joined(separator: ","))]}"#
    }

    private struct Proposal: Equatable {
        var order: EntityID?
        var quantities: [String]
    }

    /// Makes and signs minutes; what they proposed, as the answer and the record name it.
    private func accept(_ service: ServiceUnderTest, _ contract: EntityID, _ body: String) async throws
        -> (id: EntityID, proposed: [Proposal], invoices: [EntityID])
    {
        let id = try await service.create("/contracts/\(contract)/acceptances", body)
        let answer = try await service.act("/acceptances/\(id)/sign")
        guard case .array(let named)? = answer.object["invoiceIds"] else { throw TestFailure(answer.text) }
        let invoices = named.compactMap { $0.text.flatMap(EntityID.init) }
        let state = try #require(try await service.newest(AcceptanceState.self, id))
        #expect(state.invoiceIds ?? [] == invoices)
        #expect(state.invoiceId == invoices.first)
        let shown = try await service.request(.get, "/acceptances/\(id)")
        #expect(shown.etag == answer.etag)
        var proposed: [Proposal] = []
        for invoice in invoices {
            let draft = try #require(try await service.newest(InvoiceState.self, invoice))
            #expect(draft.status == .draft && draft.contractId == contract)
            proposed.append(Proposal(order: draft.orderId, quantities: draft.lines.map(\.quantity.description)))
        }
        return (id, proposed, invoices)
    }

    @Test func whatWasOrderedIsInvoicedOfItsOrderAndTheRestOfTheContract() async throws {
        try await withContracts { service in
            let (contract, lines) = try await inProgress(service)
            let first = try await order(service, contract, [(lines[0], "6")])
            let one = try await accept(service, contract, Self.body([(lines[0], "6"), (lines[1], "40")]))
            #expect(one.proposed == [Proposal(order: first, quantities: ["6"]), Proposal(quantities: ["40"])])
            // Everything else is ordered: nothing is free of the contract, and the final minutes propose all the same.
            let second = try await order(service, contract, [(lines[0], "4"), (lines[1], "60")])
            let two = try await accept(service, contract, #"{"isFinal":true}"#)
            #expect(two.proposed == [Proposal(order: second, quantities: ["4", "60"])])
            var total: Int64 = 0
            for invoice in one.invoices + two.invoices {
                total += try #require(try await service.newest(InvoiceState.self, invoice)).sums.total
            }
            #expect(total == 12_960_000, "that of the contract")
            let printed = try await service.request(.get, "/invoices/\(one.invoices[1])/print?language=vi")
            #expect(printed.text.contains("Theo biên bản nghiệm thu số NT01-"))
        }
    }

    @Test func theOldestOrderComesFirstAndNothingIsProposedTwice() async throws {
        try await withContracts { service in
            let (contract, lines) = try await inProgress(service)
            let older = try await order(service, contract, [(lines[0], "3")])
            service.clock.advance(by: .seconds(1))
            let newer = try await order(service, contract, [(lines[0], "4")])
            // One of the older order's was invoiced by hand, and two directly, before any was accepted.
            let line = try #require(try await service.newest(OrderState.self, older)?.lines.first).id
            let byHand = #"{"orderId":"\#(older)","lines":[{"parentLineId":"\#(line)","quantity":"1"}]}"#
            _ = try await service.create("/invoices", byHand)
            _ = try await service.create(
                "/invoices", #"{"contractId":"\#(contract)","lines":[{"parentLineId":"\#(lines[0])","quantity":"2"}]}"#)
            #expect(try await accept(service, contract, Self.body([(lines[0], "3")])).proposed == [])
            let next = try await accept(service, contract, Self.body([(lines[0], "5")]))
            #expect(
                next.proposed == [Proposal(order: older, quantities: ["2"]), Proposal(order: newer, quantities: ["3"])])
            let last = try await accept(service, contract, Self.body([(lines[0], "2")]))
            #expect(last.proposed == [Proposal(order: newer, quantities: ["1"]), Proposal(quantities: ["1"])])
        }
    }

    @Test func aFrameworkWithoutQuantitiesIsInvoicedOfItsOrders() async throws {
        try await withContracts { service in
            let unlimited = Sample.tenPumps.replacing(#""quantity":"10""#, with: #""quantity":"0""#)
            let (contract, lines) = try await inProgress(service, kind: "framework", lines: unlimited)
            let ordered = try await order(service, contract, [(lines[0], "6")])
            let first = try await accept(service, contract, Self.body([(lines[0], "6")]))
            #expect(first.proposed == [Proposal(order: ordered, quantities: ["6"])])
            let second = try await accept(service, contract, Self.body([(lines[0], "5")]))
            #expect(second.proposed == [Proposal(quantities: ["5"])])
        }
    }

    @Test func aDraftThatIsDeletedIsNotNamedAnyMore() async throws {
        try await withContracts { service in
            let (contract, lines) = try await inProgress(service)
            _ = try await order(service, contract, [(lines[0], "6")])
            let minutes = try await accept(service, contract, Self.body([(lines[0], "8")]))
            #expect(minutes.proposed.map(\.quantities) == [["6"], ["2"]])
            #expect(try await service.change(.delete, "/invoices/\(minutes.invoices[0])").status == 200)
            let left = try #require(try await service.newest(AcceptanceState.self, minutes.id))
            #expect(left.invoiceId == minutes.invoices[1])
            #expect(left.invoiceIds == [minutes.invoices[1]])
            #expect(try await service.change(.delete, "/invoices/\(minutes.invoices[1])").status == 200)
            let shown = try await service.request(.get, "/acceptances/\(minutes.id)")
            #expect(shown.object["invoiceId"] == nil && shown.object["invoiceIds"] == nil, "\(shown.text)")
            #expect(shown.object["status"] == .string("signed"))
        }
    }

    @Test func aDiscountByValueInPartsComesToTheWholeInTheOrderOfSigning() async throws {
        try await withContracts { service in
            let discounted = Sample.tenPumps.replacing(
                #""tax":"8""#, with: #""discount":{"value":1000001},"tax":"KCT""#)
            let (contract, lines) = try await inProgress(service, lines: discounted)
            let path = "/contracts/\(contract)/acceptances"
            let later = try await service.create(path, Self.body([(lines[0], "5")]))
            let earlier = try await service.create(path, Self.body([(lines[0], "5")]))
            for minutes in [earlier, later] { try await service.act("/acceptances/\(minutes)/sign") }
            // The second that was signed takes what the first left, whichever was made first.
            for (minutes, value, before) in [(earlier, "4.499.999", "0"), (later, "4.500.000", "5")] {
                let printed = try await service.request(.get, "/acceptances/\(minutes)/print?language=vi")
                #expect(printed.text.contains(value), "\(before) before: \(printed.text)")
                let id = try #require(try await service.newest(AcceptanceState.self, minutes)?.invoiceId)
                let total = try #require(try await service.newest(InvoiceState.self, id)).sums.total
                #expect(total == Int64(value.replacing(".", with: "")))
            }
            let accepted = try await service.store.read { db in
                let contract = try #require(try Contract.fetchOne(db, key: contract))
                return try LiquidationSums(contract: contract, day: Sample.day("2026-12-31")).fetch(db).acceptedValue
            }
            #expect(accepted == 8_999_999)
        }
    }

    @Test func serialNumbersAreNoMoreThanUnits() async throws {
        try await withContracts { service in
            let (contract, lines) = try await inProgress(service)
            let path = "/contracts/\(contract)/acceptances"
            let three = Self.body([(lines[0], "1")], #","serials":["SN-1","SN-2","SN-3"]"#)
            let refused = try await service.request(.post, path, body: three)
            #expect(refused.status == 422 && service.code(refused) == "too-many-serials", "\(refused.text)")
            #expect(refused.text.contains("3 số sê-ri cho số lượng 1") && refused.text.contains("$.lines[0].serials"))
            let draft = try await service.create(path, Self.body([(lines[0], "3")]))
            let edited = try await service.change(.patch, "/acceptances/\(draft)", three)
            #expect(service.code(edited) == "too-many-serials")
            for wrong in [#"["SN-1","sn-1"]"#, #"[" "]"#] {
                let body = Self.body([(lines[0], "2")], #","serials":\#(wrong)"#)
                #expect(service.code(try await service.request(.post, path, body: body)) == "invalid-serials")
            }
            let twice = """
                {"lines":[{"contractLineId":"\(lines[0])","quantity":"1","serials":["SN-1"]},
                {"contractLineId":"\(lines[0])","quantity":"1","serials":["SN-1"]}]}
                """
            #expect(service.code(try await service.request(.post, path, body: twice)) == "invalid-serials")
        }
    }

    @Test func aSerialNumberIsDeliveredOnceUnlessItCameBack() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            let (one, lines) = try await inProgress(service)
            let (two, others) = try await inProgress(service)
            let serials = #","serials":["SN-1"]"#
            let waiting = try await service.create(
                "/contracts/\(two)/acceptances", Self.body([(others[0], "1")], serials))
            let first = try await accept(service, one, Self.body([(lines[0], "1")], serials))
            let signing = try await service.request(.post, "/acceptances/\(waiting)/sign")
            #expect(signing.status == 409 && service.code(signing) == "serial-delivered", "\(signing.text)")
            #expect(signing.text.contains("SN-1") && signing.text.contains("NT01 "))
            let again = Self.body([(lines[0], "1")], #","serials":["sn-1"]"#)
            let draft = try await service.request(.post, "/contracts/\(one)/acceptances", body: again)
            #expect(service.code(draft) == "serial-delivered")
            // Another product may have the same number.
            _ = try await accept(service, two, Self.body([(others[1], "1")], serials))
            // The pump came back.
            let invoice = first.invoices[0]
            try await service.act("/invoices/\(invoice)/issue")
            let of = try #require(try await service.newest(InvoiceState.self, invoice)?.lines.first).id
            let back = try await service.create(
                "/invoices/\(invoice)/corrections",
                #"{"reason":"Trả hàng","agreement":"BB 1","kind":"adjusting","adjustments":[{"lineId":"\#(of)","quantity":"-1"}]}"#
            )
            try await service.act("/invoices/\(back)/issue")
            try await service.act("/acceptances/\(waiting)/sign")
        }
    }

    @Test func linesWithoutAProductAreReportedByTheirWords() async throws {
        try await withContracts { service in
            try await service.registerSeries()
            for lines in [["Lắp đặt": 300, "Vận chuyển": 50], ["Lắp đặt": 200]] {
                let lines = lines.map {
                    #"{"description":"\#($0.key)","quantity":"1","unitPrice":"\#($0.value)","tax":"KCT"}"#
                }
                let pump = Sample.tenPumps.replacing(#""tax":"8""#, with: #""tax":"KCT""#)
                let id = try await service.create(
                    "/invoices",
                    #"{"customerId":"\#(Sample.customer)","lines":[\#((lines + [pump]).joined(separator: ","))]}"#)
                try await service.act("/invoices/\(id)/issue")
            }
            let path = "/reports/revenue?by=product&measure=net-sales"
            let report = try await service.request(.get, path)
            guard case .array(let rows)? = report.object["rows"] else { throw TestFailure(report.text) }
            let names = rows.map { "\($0["name"]?.text ?? "") \($0["revenue"]?.text ?? "")" }
            #expect(names == ["Lắp đặt 500", "Máy bơm 20000000", "Vận chuyển 50"])
            #expect(rows.map { $0["key"] == nil } == [true, false, true])
            for (language, head) in [("vi", "Sản phẩm,Tên"), ("en", "Product,Name")] {
                let file = try await service.request(
                    .get, path + "&format=csv", headers: ["Accept-Language": language])
                #expect(file.text.contains(head) && file.text.contains("\n,Lắp đặt,VND,500"), "\(file.text)")
                #expect(file.text.contains("\n,Vận chuyển,VND,50"))
            }
        }
    }
}
