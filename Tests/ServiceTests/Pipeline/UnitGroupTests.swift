import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

@Suite struct PipelineUnitGroupTests {
    private static func body(_ name: String = "Bia", base: String = "lon", kase: String = "24", more: String = "")
        -> String
    {
        #"{"name":"\#(name)","baseUnit":"\#(base)","units":[{"name":"lốc","factor":"6"},{"name":"thùng","factor":"\#(kase)"}\#(more)]}"#
    }

    private static func product(
        _ group: EntityID?, unit: String = "lon", unitPrices: String? = nil, name: String = "Bia lon"
    ) -> String {
        let group = group.map { #","unitGroupId":"\#($0)""# } ?? ""
        let prices = unitPrices.map { #","unitPrices":[\#($0)]"# } ?? ""
        return """
            {"name":"\(name)","kind":"goods","unit":"\(unit)","taxClass":"standard",\
            "prices":[{"currency":"VND","price":"10000"}]\(group)\(prices)}
            """
    }

    private static func set(_ unit: String, _ price: String = "230000") -> String {
        #"{"unit":"\#(unit)","currency":"VND","price":"\#(price)"}"#
    }

    private func make(_ service: ServiceUnderTest, _ path: String, _ body: String) async throws -> EntityID {
        let answer = try await service.request(.post, path, body: body)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    private func change(_ service: ServiceUnderTest, _ path: String, _ body: String) async throws -> TestAnswer {
        let etag = try await service.request(.get, path).etag
        return try await service.request(.put, path, body: body, headers: ["If-Match": etag])
    }

    @Test func aGroupIsMadeReadListedAndChanged() async throws {
        try await PipelineFixture.with { service in
            let made = try await service.request(.post, "/unit-groups", body: Self.body())
            let id = try #require(made.id)
            let read = try await service.request(.get, "/unit-groups/\(id)")
            #expect(read.etag == made.etag)
            let state: UnitGroupState = try read.json()
            #expect(state.baseUnit == "lon" && state.units.map(\.factor.description) == ["6", "24"])
            _ = try await make(service, "/unit-groups", Self.body("Đường dài", base: "m"))
            #expect(try await service.request(.get, "/unit-groups?q=duong").items("name") == ["Đường dài"])
            #expect(try await service.request(.get, "/unit-groups?sort=-name").items("name") == ["Đường dài", "Bia"])
            #expect(try await change(service, "/unit-groups/\(id)", Self.body(kase: "20")).status == 200)
            let stale = try await service.request(
                .put, "/unit-groups/\(id)", body: Self.body(), headers: ["If-Match": read.etag])
            #expect(stale.status == 412)
            let events = try await service.published(UnitGroupState.self).filter { $0.data.state.id == id }
            #expect(events.map(\.event) == ["created", "updated"] && events.last?.data.changed == ["units"])
        }
    }

    @Test func whatBreaksARuleIsRefusedWithItsPlace() async throws {
        try await PipelineFixture.with { service in
            _ = try await make(service, "/unit-groups", Self.body())
            func fault(_ body: String) async throws -> String {
                try await service.request(.post, "/unit-groups", body: body).fault
            }
            #expect(try await fault(Self.body("BIA ")) == "name-taken $.name")
            #expect(try await fault(Self.body("A", base: "LỐC")) == "repeated-unit $.units[0].name")
            #expect(
                try await fault(Self.body("A", more: #",{"name":"thung","factor":"2"}"#))
                    == "repeated-unit $.units[2].name")
            for factor in ["0", "-1", "0.0000001", "1000001", "x"] {
                #expect(try await fault(Self.body("A", kase: factor)).hasSuffix("$.units[1].factor"), "\(factor)")
            }
            #expect(try await fault(#"{"name":"A","baseUnit":" ","units":[]}"#) == "blank $.baseUnit")
            let many = (0..<51).map { #"{"name":"u\#($0)","factor":"2"}"# }.joined(separator: ",")
            #expect(try await fault(#"{"name":"A","baseUnit":"b","units":[\#(many)]}"#) == "too-many-units $.units")
            let seller = Person.test(.salesperson)
            #expect(
                try await service.request(.post, "/unit-groups", as: seller, body: Self.body("A")).status == 403)
            #expect(try await service.request(.get, "/unit-groups", as: seller).status == 200)
            #expect(try await service.request(.get, "/unit-groups/\(EntityID.quen)").status == 404)
        }
    }

    @Test func aProductIsPricedInEachOfItsUnits() async throws {
        try await PipelineFixture.with { service in
            let group = try await make(service, "/unit-groups", Self.body())
            let id = try await make(
                service, "/products", Self.product(group, unit: "LON", unitPrices: Self.set("thung")))
            let state: ProductState = try await service.request(.get, "/products/\(id)").json()
            #expect(state.unit == "lon" && state.unitGroupId == group && state.unitPrices?.map(\.unit) == ["thùng"])
            let prices = try await service.request(.get, "/products/\(id)/prices")
            #expect(prices.items("unit") == ["lon", "lốc", "thùng"])
            #expect(prices.items("price") == ["10000", "60000", "230000"])
            #expect(prices.items("source") == ["base", "factor", "set"])
            #expect(prices.items("factor") == ["1", "6", "24"])
            let technician = Person.test(.technician)
            #expect(try await service.request(.get, "/products/\(id)/prices", as: technician).status == 403)
            // In cases, what a can costs does not come out even.
            let cases = try await make(service, "/products", Self.product(group, unit: "thùng", name: "Bia thùng"))
            #expect(
                try await service.request(.get, "/products/\(cases)/prices").items("price")
                    == ["416.666667", "2500", "10000"])
            // Without a group it has its own unit alone.
            let alone = try await make(service, "/products", Self.product(nil, name: "Ly"))
            #expect(try await service.request(.get, "/products/\(alone)/prices").items("unit") == ["lon"])
        }
    }

    @Test func aProductAndItsGroupAgree() async throws {
        try await PipelineFixture.with { service in
            let group = try await make(service, "/unit-groups", Self.body())
            func fault(_ body: String) async throws -> String {
                try await service.request(.post, "/products", body: body).fault
            }
            #expect(try await fault(Self.product(EntityID.quen)) == "unknown-unit-group $.unitGroupId")
            #expect(try await fault(Self.product(group, unit: "chai")) == "unknown-unit $.unit")
            #expect(
                try await fault(Self.product(group, unitPrices: Self.set("chai")))
                    == "unknown-unit $.unitPrices[0].unit")
            #expect(
                try await fault(Self.product(nil, unitPrices: Self.set("thùng"))) == "unknown-unit $.unitPrices[0].unit"
            )
            #expect(
                try await fault(Self.product(group, unitPrices: Self.set("lon")))
                    == "price-of-own-unit $.unitPrices[0].unit")
            #expect(
                try await fault(Self.product(group, unitPrices: Self.set("lốc", "-1")))
                    == "negative-price $.unitPrices[0].price")
            #expect(
                try await fault(Self.product(group, unitPrices: Self.set("lốc") + "," + Self.set("LOC")))
                    == "repeated-unit-price $.unitPrices[1]")
            let id = try await make(service, "/products", Self.product(group, unitPrices: Self.set("thùng")))
            let path = "/unit-groups/\(group)"
            let without = #"{"name":"Bia","baseUnit":"lon","units":[{"name":"lốc","factor":"6"}]}"#
            #expect(try await change(service, path, without).fault == "unit-in-use $.units")
            #expect(try await change(service, path, Self.body(base: "chai")).fault == "base-unit-in-use $.baseUnit")
            // Another own unit: its set price goes, and the others stay.
            #expect(try await change(service, "/products/\(id)", Self.product(group, unit: "thùng")).status == 200)
            #expect(try await service.request(.get, "/products/\(id)").object["unitPrices"] == nil)
            #expect(try await change(service, path, without).fault == "unit-in-use $.units")
            #expect(try await change(service, "/products/\(id)", Self.product(nil, unit: "kg")).status == 200)
            #expect(try await change(service, path, without).status == 200)
        }
    }

    @Test func linesAreInAnyUnitOfTheProductAndKeepTheFactor() async throws {
        try await PipelineFixture.with { service in
            let group = try await make(service, "/unit-groups", Self.body())
            let product = try await make(service, "/products", Self.product(group, unitPrices: Self.set("thùng")))
            func line(_ unit: String?, _ id: EntityID? = nil) -> String {
                let unit = unit.map { #","unit":"\#($0)""# } ?? ""
                return #"{"productId":"\#(product)","quantity":"2"\#(unit)\#(id.map { #","id":"\#($0)""# } ?? "")}"#
            }
            let opportunity = try await service.makeOpportunity(
                extra: #","lines":[\#(line("THÙNG")),\#(line("lốc")),\#(line(nil))]"#)
            let lines = try await service.opportunity(opportunity).lines
            #expect(lines.map(\.unit) == ["thùng", "lốc", "lon"])
            #expect(lines.map(\.unitPrice.description) == ["230000", "60000", "10000"])
            #expect(lines.map { $0.unitFactor?.description } == ["24", "6", nil])
            #expect(lines.map(\.baseUnit) == ["lon", "lon", nil])
            let wrong = try await service.request(
                .post, "/quotes", body: #"{"opportunityId":"\#(opportunity)","lines":[\#(line("két"))]}"#)
            #expect(wrong.fault == "unknown-unit $.lines[0].unit" && wrong.text.contains("lon, lốc, thùng"))
            let id = try await make(service, "/quotes", #"{"opportunityId":"\#(opportunity)"}"#)
            let quoted = try await service.quote(id).lines
            #expect(quoted.map { $0.unitFactor?.description } == ["24", "6", nil])
            // A changed factor concerns new lines only.
            #expect(try await change(service, "/unit-groups/\(group)", Self.body(kase: "20")).status == 200)
            let etag = try await service.request(.get, "/quotes/\(id)").etag
            let edited = try await service.request(
                .put, "/quotes/\(id)", body: #"{"lines":[\#(line("thùng", quoted[0].id)),\#(line("thùng"))]}"#,
                headers: ["If-Match": etag])
            #expect(edited.status == 200, "\(edited.text)")
            #expect(try await service.quote(id).lines.map { $0.unitFactor?.description } == ["24", "20"])
            #expect(try await service.request(.post, "/quotes/\(id)/send", body: "{}").status == 200)
            let accepted = try await service.request(.post, "/quotes/\(id)/accept", body: #"{"win":true}"#)
            #expect(accepted.status == 200, "\(accepted.text)")
            let won = try #require(try await service.published(OpportunityState.self).last { $0.event == "won" })
            #expect(won.data.state.lines.map { $0.unitFactor?.description } == ["24", "20"])
            // A product without a group has its own unit.
            let other = try await service.makeProduct("Ly")
            let cups = try await service.request(
                .post, "/quotes",
                body:
                    #"{"customerId":"\#(service.id("Deal"))","lines":[{"productId":"\#(other)","quantity":"1","unit":"thùng"}]}"#
            )
            #expect(cups.fault == "unknown-unit $.lines[0].unit")
        }
    }

    @Test func anotherSystemsUnitIsTakenWhereTheGroupHasIt() async throws {
        try await PipelineFixture.with { service in
            let group = try await make(service, "/unit-groups", Self.body())
            let recorded = { (unit: String) in
                ProductRecorded(externalId: "B1", name: "Bia lon", unit: unit, price: UnitPrice("10000"))
            }
            #expect(try await service.isAccepted(service.send(inbound: recorded("lon"))))
            let id = try #require(try await service.published(ProductState.self).last?.state.id)
            #expect(try await change(service, "/products/\(id)", Self.product(group)).status == 200)
            #expect(try await service.isAccepted(service.send(inbound: recorded("chai"))))
            #expect(try await service.published(ProductState.self).last?.state.unit == "lon")
            #expect(try await service.isAccepted(service.send(inbound: recorded("Thùng"))))
            #expect(try await service.published(ProductState.self).last?.state.unit == "thùng")
        }
    }
}
