import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineProductTests {
    private static func body(_ name: String, code: String? = nil, more: String = "") -> String {
        let code = code.map { #""code":"\#($0)","# } ?? ""
        return """
            {\(code)"name":"\(name)","kind":"goods","unit":"lon","taxClass":"reduced",\
            "prices":[{"currency":"VND","price":"12500.5"},{"currency":"USD","price":"0.5"}]\(more)}
            """
    }

    @Test func aProductIsMadeReadChangedWithdrawnAndRestored() async throws {
        try await PipelineFixture.with { service in
            let made = try await service.request(.post, "/products", body: Self.body("Cà phê sữa"))
            let id = try #require(made.id)
            var read = try await service.request(.get, "/products/\(id)")
            #expect(read.etag == made.etag)
            let state: ProductState = try read.json()
            #expect(state.code == "SP-000001" && state.isActive && state.prices.count == 2)
            let changed = try await service.request(
                .put, "/products/\(id)", body: Self.body("Cà phê đen"), headers: ["If-Match": read.etag])
            #expect(changed.status == 200)
            #expect(try await service.request(.post, "/products/\(id)/withdraw").status == 200)
            #expect(try await service.request(.post, "/products/\(id)/withdraw").fault == "product-already-withdrawn")
            #expect(try await service.request(.post, "/products/\(id)/restore").status == 200)
            #expect(try await service.request(.post, "/products/\(id)/restore").fault == "product-not-withdrawn")
            read = try await service.request(.get, "/products/\(id)")
            #expect(try read.json(ProductState.self).name == "Cà phê đen")
            let events = try await service.published(ProductState.self)
            #expect(events.map(\.event) == ["created", "updated", "withdrawn", "restored"])
            #expect(events[1].data.changed == ["name"])
        }
    }

    @Test func aChangeNeedsTheVersionThatWasRead() async throws {
        try await PipelineFixture.with { service in
            let id = try await service.makeProduct("Trà")
            let path = "/products/\(id)"
            #expect(try await service.request(.put, path, body: Self.body("Trà")).status == 428)
            let etag = try await service.request(.get, path).etag
            #expect(
                try await service.request(.put, path, body: Self.body("A"), headers: ["If-Match": etag]).status == 200)
            #expect(
                try await service.request(.put, path, body: Self.body("B"), headers: ["If-Match": etag]).status == 412)
            let late = try await service.request(.post, "\(path)/withdraw", headers: ["If-Match": etag])
            #expect(late.status == 412)
        }
    }

    @Test func aRepeatedCommandHasOneEffect() async throws {
        try await PipelineFixture.with { service in
            let headers = ["Idempotency-Key": "the-same-key"]
            let first = try await service.request(.post, "/products", body: Self.body("A"), headers: headers)
            let second = try await service.request(.post, "/products", body: Self.body("A"), headers: headers)
            #expect(first.id == second.id && first.status == second.status)
            let other = try await service.request(.post, "/products", body: Self.body("B"), headers: headers)
            #expect(other.status == 422)
            #expect(try await service.published(ProductState.self).count == 1)
        }
    }

    @Test func whatBreaksARuleIsRefusedWithItsPlace() async throws {
        try await PipelineFixture.with { service in
            _ = try await service.request(.post, "/products", body: Self.body("A", code: "A1"))
            func fault(_ body: String) async throws -> String {
                try await service.request(.post, "/products", body: body).fault
            }
            #expect(try await fault(Self.body("  ")) == "blank $.name")
            #expect(try await fault(Self.body("A", code: "A1")) == "code-taken $.code")
            #expect(try await fault(#"{"name":"A"}"#).hasPrefix("missing $."))
            let base = #"{"name":"A","kind":"goods","unit":"lon","taxClass":"#
            #expect(try await fault(base + #""ninety","prices":[]}"#) == "unknown-tax-class $.taxClass")
            #expect(
                try await fault(base + #""standard","prices":[{"currency":"VND","price":"-1"}]}"#)
                    == "negative-price $.prices[0].price")
            let twice = #"{"currency":"VND","price":"1"},{"currency":"VND","price":"2"}"#
            #expect(
                try await fault(base + #""standard","prices":[\#(twice)]}"#) == "repeated-currency $.prices[1].currency"
            )
            #expect(
                try await fault(base + #""standard","prices":[{"currency":"VND","price":1.5}]}"#)
                    == "wrong-type $.prices[0].price")
        }
    }

    @Test func whoMayOnlySeeProductsCannotChangeThem() async throws {
        try await PipelineFixture.with { service in
            let id = try await service.makeProduct("Trà")
            let seller = Person.test(.salesperson)
            #expect(try await service.request(.get, "/products/\(id)", as: seller).status == 200)
            #expect(try await service.request(.post, "/products", as: seller, body: Self.body("A")).status == 403)
            #expect(try await service.request(.post, "/products/\(id)/withdraw", as: seller).status == 403)
            // Which product it is belongs to a technician's work, what it costs does not.
            let technician = try await service.request(.get, "/products/\(id)", as: Person.test(.technician))
            #expect(technician.status == 200 && technician.object["prices"] == nil)
            var nobody = Person.test(.technician)
            nobody.permissions = []
            #expect(try await service.request(.get, "/products", as: nobody).status == 403)
            #expect(try await service.request(.get, "/products/\(id)", as: nobody).status == 403)
            #expect(try await service.request(.get, "/products/\(EntityID.quen)").status == 404)
        }
    }

    @Test func theListIsSearchedWithoutAccentsFilteredAndPaged() async throws {
        try await PipelineFixture.with { service in
            for name in ["Đèn bàn", "Cà phê", "Bánh mì"] { _ = try await service.makeProduct(name) }
            let tea = try await service.makeProduct("Trà sữa")
            _ = try await service.request(.post, "/products/\(tea)/withdraw")
            func names(_ query: String) async throws -> [String] {
                try await service.request(.get, "/products?" + query).items("name")
            }
            #expect(try await names("q=den%20ban") == ["Đèn bàn"])
            #expect(try await names("q=tra") == ["Trà sữa"])
            #expect(try await names("q=SP-000003") == ["Bánh mì"])
            #expect(try await names("sort=name") == ["Bánh mì", "Cà phê", "Đèn bàn", "Trà sữa"])
            #expect(try await names("active=false") == ["Trà sữa"])
            let first = try await service.request(.get, "/products?sort=-name&limit=3")
            #expect(first.items("name") == ["Trà sữa", "Đèn bàn", "Cà phê"])
            guard case .string(let cursor)? = first.object["next"] else { throw TestFailure("no next page") }
            #expect(try await names("sort=-name&limit=3&cursor=\(cursor)") == ["Bánh mì"])
            #expect(try await service.request(.get, "/products?colour=red").fault == "unknown-filter colour")
        }
    }
}
