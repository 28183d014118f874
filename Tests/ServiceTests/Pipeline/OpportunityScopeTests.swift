import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineScopeTests {
    private static let an = Person.test(.salesperson, name: "An", branch: PipelineFixture.branchA)
    private static let chi = Person.test(.salesperson, name: "Chi", branch: PipelineFixture.branchA)
    private static let headOfA = Person.test(.branchDirector, name: "Hà", branch: PipelineFixture.branchA)
    private static let headOfB = Person.test(.branchDirector, name: "Bảo", branch: PipelineFixture.branchB)

    @Test func eachSeesOnlyWhatTheirScopeReaches() async throws {
        try await PipelineFixture.with { service in
            let id = try await service.makeOpportunity(as: Self.an)
            let state = try await service.opportunity(id)
            #expect(state.ownership.responsibleId == Self.an.employee && state.ownership.branchId == Self.an.branch)
            for (person, status) in [(Self.an, 200), (Self.chi, 404), (Self.headOfA, 200), (Self.headOfB, 404)] {
                #expect(try await service.request(.get, "/opportunities/\(id)", as: person).status == status)
                #expect(try await service.request(.get, "/opportunities/\(id)/history", as: person).status == status)
                let seen = status == 200 ? 1 : 0
                #expect(try await service.request(.get, "/opportunities", as: person).items("id").count == seen)
                let board = try await service.request(.get, "/board", as: person)
                #expect(board.text.contains(id.description) == (status == 200))
            }
            let win = try await service.request(.post, "/opportunities/\(id)/win", as: Self.chi)
            #expect(win.status == 404)
            let accountant = Person.test(.accountant, branch: PipelineFixture.branchA)
            #expect(try await service.request(.get, "/opportunities", as: accountant).status == 403)
            #expect(try await service.request(.get, "/opportunities", as: nil).status == 401)
        }
    }

    @Test func whoMaySeeButNotChangeIsForbidden() async throws {
        try await PipelineFixture.with { service in
            let id = try await service.makeOpportunity(as: Self.an)
            let marketing = Person.test(.marketing, name: "Mai", branch: PipelineFixture.branchA)
            #expect(try await service.request(.get, "/opportunities/\(id)", as: marketing).status == 200)
            let lose = try await service.request(
                .post, "/opportunities/\(id)/lose", as: marketing, body: #"{"reason":"x"}"#)
            #expect(lose.status == 403)
        }
    }

    @Test func aNewOneIsTheCustomersResponsiblesWhereThePersonReachesIt() async throws {
        try await PipelineFixture.with { service in
            let ownership = Ownership(branchId: PipelineFixture.branchA, responsibleId: Self.an.employee)
            let customer = try await service.makeCustomer("Công ty Một", ownership: ownership)
            let id = try await service.makeOpportunity(customer: customer, as: Self.headOfA)
            #expect(try await service.opportunity(id).ownership == ownership)
            let foreign = try await service.request(
                .post, "/opportunities", as: Self.chi, body: #"{"name":"A","customerId":"\#(customer)"}"#)
            #expect(foreign.fault == "unknown-customer $.customerId")
            let employee = try #require(Self.chi.employee)
            let other = try await service.request(
                .post, "/opportunities", as: Self.an,
                body: #"{"name":"A","customerId":"\#(customer)","responsibleId":"\#(employee)"}"#)
            #expect(other.status == 403)
        }
    }

    @Test func theListIsFilteredSortedAndFoundByTheCustomersName() async throws {
        try await PipelineFixture.with { service in
            let customer = try await service.makeCustomer("Công ty Ánh Dương")
            let product = try await service.makeProduct("A", vnd: "100")
            let first = try await service.makeOpportunity(
                "Đợt một", customer: customer, product: product, extra: #","expectedCloseOn":"2026-12-01""#)
            let second = try await service.makeOpportunity(
                "Đợt hai", extra: #","expectedCloseOn":"2027-01-15","expectedValue":{"amount":9,"currency":"VND"}"#)
            _ = try await service.request(.post, "/opportunities/\(second)/lose", body: #"{"reason":"x"}"#)
            func found(_ query: String) async throws -> [String] {
                try await service.request(.get, "/opportunities?" + query).items("id")
            }
            let (one, two) = (first.description, second.description)
            #expect(try await found("q=anh%20duong") == [one])
            #expect(try await found("q=dot") == [one, two])
            #expect(try await found("status=lost") == [two])
            #expect(try await found("status=won,lost") == [two])
            #expect(try await found("customer=\(customer)") == [one])
            #expect(try await found("product=\(product)") == [one])
            #expect(try await found("stage=prospecting&status=open") == [one])
            #expect(try await found("closingFrom=2026-11-30&closingTo=2026-12-31") == [one])
            #expect(try await found("closingTo=2026-11-30") == [two])
            #expect(try await found("sort=-value") == [one, two])
            #expect(try await found("sort=name") == [two, one])
            #expect(try await service.request(.get, "/opportunities?status=open,big").fault == "invalid-filter status")
            #expect(
                try await service.request(.get, "/opportunities?closingTo=soon").fault == "invalid-filter closingTo")
        }
    }

    @Test func theBoardSumsEachStageInEachCurrency() async throws {
        try await PipelineFixture.with { service in
            for (name, value) in [("A", 1001), ("B", 2000)] {
                _ = try await service.makeOpportunity(
                    name, extra: #","expectedValue":{"amount":\#(value),"currency":"VND"}"#)
            }
            _ = try await service.makeOpportunity(
                "C", extra: #","currency":"USD","expectedValue":{"amount":500,"currency":"USD"},"stage":"proposing""#)
            let columns = try await service.store.read { try PipelineBoard(person: .test(.administrator)).fetch($0) }
            #expect(columns.map(\.stage.code) == ["prospecting", "qualifying", "proposing", "negotiating"])
            #expect(columns.map(\.count) == [2, 0, 1, 0])
            #expect(
                columns[0].totals == [
                    .init(
                        count: 2, value: Amount(minorUnits: 3001, currency: .vnd),
                        weighted: Amount(minorUnits: 300, currency: .vnd))
                ])
            #expect(columns[2].totals.map(\.weighted) == [Amount(minorUnits: 250, currency: .usd)])
            #expect(try await service.request(.get, "/board").status == 200)
        }
    }

    @Test func theStagesAreTheFirmsToChange() async throws {
        try await PipelineFixture.with { service in
            let listed = try await service.request(.get, "/stages")
            #expect(listed.items("code") == ["prospecting", "qualifying", "proposing", "negotiating"])
            _ = try await service.makeOpportunity()
            func replace(_ stages: [(String, Int)], as person: Person = .test(.administrator)) async throws
                -> TestAnswer
            {
                let items = stages.map { #"{"code":"\#($0.0)","label":{"en":"x","vi":"x"},"probability":\#($0.1)}"# }
                return try await service.request(
                    .put, "/stages", as: person, body: #"{"stages":[\#(items.joined(separator: ","))]}"#,
                    headers: ["If-Match": listed.etag])
            }
            #expect(try await replace([("demo", 40)]).fault == "stage-in-use $.stages")
            #expect(
                try await replace([("prospecting", 5), ("demo", 400)]).fault
                    == "invalid-probability $.stages[1].probability")
            #expect(try await replace([("prospecting", 5)], as: Self.an).status == 403)
            #expect(try await replace([("prospecting", 5), ("demo", 40)]).status == 200)
            #expect(try await replace([("prospecting", 5)]).status == 412)
            let next = try await service.makeOpportunity("B", extra: #","stage":"demo""#)
            #expect(try await service.opportunity(next).probability == 40)
        }
    }
}
