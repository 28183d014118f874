import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineQuoteTests {
    private static func draft(_ service: ServiceUnderTest, validUntil: String = "2026-11-30") async throws
        -> (opportunity: EntityID, quote: EntityID)
    {
        let product = try await service.makeProduct("A", vnd: "333.335", taxClass: "reduced")
        let opportunity = try await service.makeOpportunity(product: product)
        let answer = try await service.request(
            .post, "/quotes", body: #"{"opportunityId":"\#(opportunity)","validUntil":"\#(validUntil)"}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return (opportunity, try #require(answer.id))
    }

    private static func act(_ service: ServiceUnderTest, _ id: EntityID, _ action: String, _ body: String = "{}")
        async throws -> TestAnswer
    {
        try await service.request(.post, "/quotes/\(id)/\(action)", body: body)
    }

    @Test func aQuoteTakesItsLinesFromTheOpportunityAndSumsThemExactly() async throws {
        try await PipelineFixture.with { service in
            let (opportunity, id) = try await Self.draft(service)
            let state = try await service.quote(id)
            #expect(state.number == "BG-2026-00001" && state.revision == 1 && state.status == .draft)
            #expect(state.customerId == service.id("Deal") && state.opportunityId == opportunity)
            // 2 × 333.335 = 666.67 → 667; 8 % of 667 = 53.36 → 53.
            #expect(state.sums.amount == 667 && state.sums.tax == 53 && state.sums.total == 720)
            let parent = try await service.opportunity(opportunity).lines.first?.id
            #expect(state.lines.map(\.parentLineId) == [parent])
            let etag = try await service.request(.get, "/quotes/\(id)").etag
            let changed = try await service.request(
                .put, "/quotes/\(id)",
                body: """
                    {"lines":[{"description":"Lắp đặt","quantity":"1.5","unitPrice":"1001","tax":"KCT",\
                    "discount":{"percent":"10"}},{"description":"B","quantity":"3","unitPrice":"50","tax":"10"}]}
                    """, headers: ["If-Match": etag])
            #expect(changed.status == 200, "\(changed.text)")
            let sums = try await service.quote(id).sums
            // 1501.5 → 1502, 10 % of it 150.2 → 150, left 1352 untaxed; 150 and 15 of tax.
            #expect(sums.amount == 1652 && sums.discount == 150 && sums.tax == 15 && sums.total == 1517)
            #expect(sums.perRate.map(\.tax.description) == ["10", "KCT"])
        }
    }

    @Test func aFreeQuoteNamesItsCustomer() async throws {
        try await PipelineFixture.with { service in
            let missing = try await service.request(.post, "/quotes", body: "{}")
            #expect(missing.fault == "missing $.customerId")
            let free = try await service.request(.post, "/quotes", body: #"{"customerId":"\#(service.id("c"))"}"#)
            let id = try #require(free.id)
            #expect(try await service.quote(id).validUntil.description == "2026-12-23")
            #expect(try await Self.act(service, id, "send").fault == "quote-has-no-lines $.lines")
            let (opportunity, _) = try await Self.draft(service)
            let other = try await service.request(
                .post, "/quotes", body: #"{"opportunityId":"\#(opportunity)","customerId":"\#(service.id("c"))"}"#)
            #expect(other.fault == "other-customer $.customerId")
        }
    }

    @Test func aSentQuoteNeverChangesAndARevisionIsANewDraft() async throws {
        try await PipelineFixture.with { service in
            let (_, id) = try await Self.draft(service)
            #expect(try await Self.act(service, id, "revise").fault == "quote-not-sent")
            #expect(try await Self.act(service, id, "send").status == 200)
            let etag = try await service.request(.get, "/quotes/\(id)").etag
            let edit = try await service.request(.put, "/quotes/\(id)", body: "{}", headers: ["If-Match": etag])
            #expect(edit.fault == "quote-not-draft")
            #expect(try await Self.act(service, id, "send").fault == "quote-not-draft")
            await #expect(throws: (any Error).self) {
                try await service.store.write { try $0.db.execute(sql: "UPDATE quote SET lines = '[]'") }
            }
            #expect(try await Self.act(service, id, "revise", #"{"validUntil":"2026-12-05"}"#).status == 200)
            let revised = try await service.quote(id)
            #expect(revised.revision == 2 && revised.status == .draft && revised.number == "BG-2026-00001")
            let draftTag = try await service.request(.get, "/quotes/\(id)").etag
            _ = try await service.request(
                .put, "/quotes/\(id)", body: #"{"lines":[]}"#, headers: ["If-Match": draftTag])
            let revisions = try await service.store.read { try QuoteRevisionRecord.all(of: id, $0) }
            #expect(revisions.map(\.revision) == [1] && revisions.first?.state.lines.count == 1)
            #expect(try await service.request(.get, "/quotes/\(id)/revisions").status == 200)
            let now = try await service.request(.get, "/quotes/\(id)").etag
            let gone = try await service.request(.delete, "/quotes/\(id)", headers: ["If-Match": now])
            #expect(gone.fault == "quote-already-sent")
            let events = try await service.published(QuoteState.self)
            #expect(events.map(\.event) == ["created", "sent", "revised", "updated"])
        }
    }

    @Test func acceptingSetsTheOpportunitysQuoteAndWinsItWhereAsked() async throws {
        try await PipelineFixture.with { service in
            let (opportunity, id) = try await Self.draft(service)
            #expect(try await Self.act(service, id, "accept").fault == "quote-not-sent")
            _ = try await Self.act(service, id, "send")
            #expect(try await Self.act(service, id, "accept", #"{"win":true}"#).status == 200)
            #expect(try await Self.act(service, id, "accept").fault == "quote-not-sent")
            #expect(try await Self.act(service, id, "revise").fault == "quote-not-sent")
            let state = try await service.opportunity(opportunity)
            #expect(state.acceptedQuoteId == id && state.status == .won)
            #expect(state.expectedValue.minorUnits == 667)
            let events = try await service.published(OpportunityState.self)
            #expect(events.map(\.event) == ["created", "updated", "won"])
            #expect(events.last?.state.acceptedQuoteId == id && events.last?.state.lines.count == 1)
        }
    }

    @Test func winningIsLeftToThePersonUnlessAskedAndOnlyOneQuoteIsAccepted() async throws {
        try await PipelineFixture.with { service in
            let (opportunity, id) = try await Self.draft(service)
            let second = try await service.request(.post, "/quotes", body: #"{"opportunityId":"\#(opportunity)"}"#)
            let other = try #require(second.id)
            for quote in [id, other] { _ = try await Self.act(service, quote, "send") }
            _ = try await Self.act(service, id, "accept")
            #expect(try await service.opportunity(opportunity).status == .open)
            #expect(try await Self.act(service, other, "accept").fault == "other-quote-accepted")
            #expect(try await service.quote(other).status == .sent)
            #expect(try await Self.act(service, other, "reject", #"{"reason":"Đã chọn bản kia"}"#).status == 200)
            #expect(try await service.quote(other).status == .rejected)
        }
    }

    @Test func aSentQuoteExpiresAtTheEndOfItsLastDayInVietNam() async throws {
        try await PipelineFixture.with { service in
            let (_, id) = try await Self.draft(service, validUntil: "2026-11-23")
            _ = try await Self.act(service, id, "send")
            let due = try await service.store.read { try TimerTableReading.due($0) }
            // Midnight between 23 and 24 November in Viet Nam.
            #expect(due == [Instant("2026-11-23T17:00:00Z")])
            service.clock.set(try #require(Instant("2026-11-23T17:00:00Z")))
            // Refused by the day, or by the timer where that was quicker.
            let late = try await Self.act(service, id, "accept")
            #expect(late.fault == "validity-passed $.validUntil" || late.text.contains("expired"), "\(late.text)")
            #expect(late.status != 200)
            service.app.kernel.wakeTimers()
            try await service.wait("the expiry") { try await service.quote(id).status == .expired }
            #expect(try await service.published(QuoteState.self).last?.event == "expired")
            #expect(try await Self.act(service, id, "revise").status == 200)
        }
    }

    @Test func aRevisedQuoteDoesNotExpireByItsOldTimer() async throws {
        try await PipelineFixture.with { service in
            let (_, id) = try await Self.draft(service)
            _ = try await Self.act(service, id, "send")
            _ = try await Self.act(service, id, "revise")
            #expect(try await service.store.read { try TimerTableReading.due($0) }.isEmpty)
            _ = try await Self.act(service, id, "send")
            #expect(try await service.store.read { try TimerTableReading.due($0) }.count == 1)
            _ = try await Self.act(service, id, "accept")
            #expect(try await service.store.read { try TimerTableReading.due($0) }.isEmpty)
        }
    }

    @Test func quotesAreSeenWithinScopeOnly() async throws {
        try await PipelineFixture.with { service in
            let an = Person.test(.salesperson, name: "An", branch: PipelineFixture.branchA)
            let made = try await service.request(
                .post, "/quotes", as: an, body: #"{"customerId":"\#(service.id("c"))"}"#)
            let id = try #require(made.id)
            let accountant = Person.test(.accountant, name: "Kế", branch: PipelineFixture.branchA)
            let stranger = Person.test(.salesperson, name: "Lạ", branch: PipelineFixture.branchA)
            #expect(try await service.request(.get, "/quotes/\(id)", as: an).status == 200)
            #expect(try await service.request(.get, "/quotes/\(id)", as: stranger).status == 404)
            #expect(try await service.request(.get, "/quotes", as: stranger).items("id").isEmpty)
            #expect(try await service.request(.get, "/quotes?status=draft", as: accountant).items("id").count == 1)
            #expect(try await service.request(.post, "/quotes/\(id)/send", as: accountant).status == 403)
            #expect(try await service.request(.get, "/quotes/\(id)/revisions", as: stranger).status == 404)
            let later = try await service.makeCustomer("Công ty Ánh Dương")
            _ = try await service.request(.post, "/quotes", body: #"{"customerId":"\#(later)"}"#)
            #expect(try await service.request(.get, "/quotes?q=anh").items("number") == ["BG-2026-00002"])
            #expect(try await service.request(.get, "/quotes?sort=-total&q=BG").items("id").count == 2)
        }
    }
}

/// What waits to fall due.
enum TimerTableReading {
    static func due(_ db: Database) throws -> [Instant] {
        try Instant.fetchAll(db, sql: "SELECT dueAt FROM timer WHERE state = 'waiting' ORDER BY dueAt")
    }
}
