import Foundation
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

/// What the tests of Pipeline begin with.
enum PipelineFixture {
    /// Runs the service alone, in this process.
    static func with(
        expectDeferred: Bool = false, body: @escaping @Sendable (ServiceUnderTest) async throws -> Void
    ) async throws {
        try await ServiceUnderTest.with(
            .pipeline, expectDeferred: expectDeferred, build: { try await buildPipeline($0) }, body: body)
    }

    static let branchA = EntityID(namespace: .quen, parts: ["branch", "A"])
    static let branchB = EntityID(namespace: .quen, parts: ["branch", "B"])
}

extension ServiceUnderTest {
    func id(_ name: String) -> EntityID { EntityID(namespace: .quen, parts: ["test", name]) }

    /// A product with a price in VND, and in USD where given.
    func makeProduct(_ name: String, vnd: String = "1000000", usd: String? = nil, taxClass: String = "standard")
        async throws -> EntityID
    {
        let dollars = usd.map { #",{"currency":"USD","price":"\#($0)"}"# } ?? ""
        let answer = try await request(
            .post, "/products",
            body: """
                {"name":"\(name)","kind":"goods","unit":"cái","taxClass":"\(taxClass)",\
                "prices":[{"currency":"VND","price":"\(vnd)"}\(dollars)]}
                """)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    /// Lets Pipeline hear of a customer and waits until it knows it.
    @discardableResult
    func makeCustomer(_ name: String, ownership: Ownership = Ownership()) async throws -> EntityID {
        let state = CustomerState(
            id: id(name), code: "KH-1", kind: .organisation, name: name, status: .potential, isActive: true,
            ownership: ownership)
        try await publish(state, .created)
        try await wait("the copy of \(name)") {
            try await store.read { try CustomerCopy.find(state.id, $0) != nil }
        }
        return state.id
    }

    func makeOpportunity(
        _ name: String = "Deal", customer: EntityID? = nil, product: EntityID? = nil,
        as person: Person? = .test(.administrator),
        extra: String = ""
    ) async throws -> EntityID {
        let lines = product.map { #","lines":[{"productId":"\#($0)","quantity":"2"}]"# } ?? ""
        let answer = try await request(
            .post, "/opportunities", as: person,
            body: #"{"name":"\#(name)","customerId":"\#(customer ?? id(name))","allowSimilar":true\#(lines)\#(extra)}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    func opportunity(_ id: EntityID) async throws -> OpportunityState {
        try await request(.get, "/opportunities/\(id)").json()
    }

    func quote(_ id: EntityID) async throws -> QuoteState { try await request(.get, "/quotes/\(id)").json() }
}

extension TestAnswer {
    /// The problem's code, and the path of the fault in the input.
    var fault: String {
        guard case .string(let title)? = object["title"] else { return "none" }
        if case .string(let path)? = object["path"] { return "\(title) \(path)" }
        return title
    }

    /// The values of `member` of every item of a list.
    func items(_ member: String) -> [String] {
        guard case .array(let items)? = object["items"] else { return [] }
        return items.compactMap { item in
            guard case .object(let item) = item, case .string(let value)? = item[member] else { return nil }
            return value
        }
    }
}
