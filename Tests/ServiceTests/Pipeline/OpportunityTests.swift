import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineOpportunityTests {
    @Test func anOpportunityTakesPriceTaxAndValueFromItsProducts() async throws {
        try await PipelineFixture.with { service in
            let product = try await service.makeProduct("Máy in", vnd: "1500000", usd: "60.25", taxClass: "reduced")
            let id = try await service.makeOpportunity(product: product)
            let state = try await service.opportunity(id)
            #expect(state.code == "CH-000001" && state.stage == "prospecting" && state.probability == 10)
            #expect(state.expectedValue == Amount(minorUnits: 3_000_000, currency: .vnd))
            #expect(state.lines.map(\.tax.description) == ["8"])
            #expect(state.lines.map(\.description) == ["Máy in"] && state.startedOn?.description == "2026-11-23")
            let dollars = try await service.makeOpportunity("USD", product: product, extra: #","currency":"USD""#)
            #expect(try await service.opportunity(dollars).expectedValue == Amount(minorUnits: 12_050, currency: .usd))
            let given = try await service.makeOpportunity(
                "Given", product: product, extra: #","expectedValue":{"amount":5,"currency":"VND"},"stage":"proposing""#
            )
            let own = try await service.opportunity(given)
            #expect(own.expectedValue.minorUnits == 5 && own.probability == 50)
        }
    }

    @Test func linesThatBreakARuleAreRefusedWithTheirPlace() async throws {
        try await PipelineFixture.with { service in
            let product = try await service.makeProduct("A", vnd: "100")
            let gone = try await service.makeProduct("B")
            _ = try await service.request(.post, "/products/\(gone)/withdraw")
            func fault(_ line: String, currency: String = "VND") async throws -> String {
                try await service.request(
                    .post, "/opportunities",
                    body: """
                        {"name":"A","customerId":"\(service.id("c"))","currency":"\(currency)","lines":[\(line)]}
                        """
                ).fault
            }
            #expect(
                try await fault(#"{"productId":"\#(product)","quantity":"0"}"#)
                    == "quantity-not-positive $.lines[0].quantity")
            #expect(
                try await fault(#"{"productId":"\#(service.id("x"))","quantity":"1"}"#)
                    == "unknown-product $.lines[0].productId")
            #expect(
                try await fault(#"{"productId":"\#(gone)","quantity":"1"}"#) == "product-withdrawn $.lines[0].productId"
            )
            #expect(
                try await fault(#"{"productId":"\#(product)","quantity":"1"}"#, currency: "USD")
                    == "no-price $.lines[0].unitPrice")
            #expect(
                try await fault(#"{"productId":"\#(product)","quantity":"1","discount":{"value":101}}"#)
                    == "discount-exceeds-amount $.lines[0].discount")
            #expect(try await fault(#"{"quantity":"1","unitPrice":"5"}"#) == "no-tax $.lines[0].tax")
            #expect(
                try await fault(#"{"quantity":"1","unitPrice":"5","tax":"10"}"#)
                    == "no-description $.lines[0].description")
        }
    }

    @Test func theCustomersOpenOpportunitiesWithTheSameProductAreShownFirst() async throws {
        try await PipelineFixture.with { service in
            let (product, other) = (try await service.makeProduct("A"), try await service.makeProduct("B"))
            let customer = service.id("customer")
            let first = try await service.makeOpportunity("First", customer: customer, product: product)
            func create(_ product: EntityID, allow: Bool = false, as person: Person = .test(.administrator))
                async throws
                -> TestAnswer
            {
                try await service.request(
                    .post, "/opportunities", as: person,
                    body: """
                        {"name":"N","customerId":"\(customer)","allowSimilar":\(allow),\
                        "lines":[{"productId":"\(product)","quantity":"1"}]}
                        """)
            }
            let refused = try await create(product)
            #expect(refused.status == 409 && refused.fault == "similar-opportunity")
            guard case .array(let candidates)? = refused.object["candidates"],
                case .object(let candidate)? = candidates.first
            else { throw TestFailure("no candidates") }
            #expect(candidate["id"] == .string(first.description) && candidate["name"] == .string("First"))
            #expect(candidates.count == 1 && refused.object["unseen"] == .integer(0))
            let hidden = try await create(product, as: .test(.salesperson, name: "Bình"))
            #expect(hidden.object["candidates"] == .array([]) && hidden.object["unseen"] == .integer(1))
            #expect(try await create(other).status == 201)
            #expect(try await create(product, allow: true).status == 201)
            _ = try await service.request(.post, "/opportunities/\(first)/win")
        }
    }

    @Test func itMovesIsWonReopenedAndLostAndItsHistoryTells() async throws {
        try await PipelineFixture.with { service in
            let product = try await service.makeProduct("A")
            let id = try await service.makeOpportunity(product: product)
            func act(_ action: String, _ body: String = "{}") async throws -> TestAnswer {
                try await service.request(.post, "/opportunities/\(id)/\(action)", body: body)
            }
            #expect(try await act("stage", #"{"stage":"negotiating"}"#).status == 200)
            #expect(try await act("stage", #"{"stage":"dreaming"}"#).fault == "unknown-stage $.stage")
            #expect(
                try await act("stage", #"{"stage":"proposing","probability":101}"#).fault
                    == "invalid-probability $.probability")
            #expect(try await act("win", #"{"closedOn":"2026-11-24"}"#).fault == "closed-in-future $.closedOn")
            #expect(try await act("win").status == 200)
            #expect(try await act("win").fault == "opportunity-not-open")
            #expect(try await act("stage", #"{"stage":"proposing"}"#).fault == "opportunity-not-open")
            #expect(try await act("reopen", #"{"reason":" "}"#).fault == "blank $.reason")
            #expect(try await act("reopen", #"{"reason":"Khách đổi ý"}"#).status == 200)
            #expect(try await service.opportunity(id).probability == 75)
            #expect(try await act("lose", "{}").fault == "missing $.reason")
            #expect(try await act("lose", #"{"reason":"Giá cao","lostTo":"Công ty X"}"#).status == 200)
            let state = try await service.opportunity(id)
            #expect(state.status == .lost && state.lostTo == "Công ty X" && state.probability == 0)
            let events = try await service.published(OpportunityState.self)
            #expect(events.map(\.event) == ["created", "stage-changed", "won", "reopened", "lost"])
            let won = events[2].state
            #expect(won.lines.count == 1 && won.status == .won && won.closedOn?.description == "2026-11-23")
            #expect(events[3].data.cause == "Khách đổi ý")
            let history = try await service.request(.get, "/opportunities/\(id)/history")
            #expect(history.items("toStatus") == ["open", "open", "won", "open", "lost"])
            #expect(history.items("toStage") == ["prospecting"] + Array(repeating: "negotiating", count: 4))
        }
    }

    @Test func itsContentIsReplacedOnlyWhileItIsOpen() async throws {
        try await PipelineFixture.with { service in
            let product = try await service.makeProduct("A", vnd: "10")
            let id = try await service.makeOpportunity(product: product)
            _ = try await service.request(.post, "/products/\(product)/withdraw")
            let etag = try await service.request(.get, "/opportunities/\(id)").etag
            let body = #"{"name":"New","customerId":"\#(service.id("Deal"))","nextStep":"Gọi lại"}"#
            let changed = try await service.request(
                .put, "/opportunities/\(id)", body: body, headers: ["If-Match": etag])
            #expect(changed.status == 200, "\(changed.text)")
            let state = try await service.opportunity(id)
            #expect(state.name == "New" && state.lines.count == 1 && state.expectedValue.minorUnits == 20)
            #expect(try await service.request(.put, "/opportunities/\(id)", body: body).status == 428)
            let stale = try await service.request(.put, "/opportunities/\(id)", body: body, headers: ["If-Match": etag])
            #expect(stale.status == 412)
            _ = try await service.request(.post, "/opportunities/\(id)/win")
            let late = try await service.request(
                .put, "/opportunities/\(id)", body: body, headers: ["If-Match": changed.etag])
            #expect(late.fault == "opportunity-not-open")
        }
    }

    @Test func itIsDeletedOnlyWhileNothingIsBuiltOnIt() async throws {
        try await PipelineFixture.with { service in
            let (free, quoted) = (try await service.makeOpportunity("A"), try await service.makeOpportunity("B"))
            _ = try await service.request(.post, "/quotes", body: #"{"opportunityId":"\#(quoted)"}"#)
            func delete(_ id: EntityID, as person: Person = .test(.administrator)) async throws -> TestAnswer {
                let etag = try await service.request(.get, "/opportunities/\(id)").etag
                return try await service.request(
                    .delete, "/opportunities/\(id)", as: person, headers: ["If-Match": etag])
            }
            #expect(try await delete(quoted).fault == "opportunity-has-quotes")
            #expect(try await delete(free, as: .test(.salesperson, name: "B")).status == 404)
            #expect(try await delete(free).status == 200)
            #expect(try await service.request(.get, "/opportunities/\(free)").status == 404)
            let last = try await service.published(OpportunityState.self).last
            #expect(last?.event == "deleted" && last?.data.deleted == true)
        }
    }
}
