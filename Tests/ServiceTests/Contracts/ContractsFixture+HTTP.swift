import Foundation
import HTTPTypes
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Contracts

extension ServiceUnderTest {
    /// Creates by POST; the new record's id.
    func create(_ path: String, _ body: String, as person: Person = .test(.administrator)) async throws -> EntityID {
        let answer = try await request(.post, path, as: person, body: body)
        #expect(answer.status == 201, "\(path): \(answer.text)")
        return try #require(answer.id)
    }

    /// A POST that must go well, such as a transition.
    @discardableResult
    func act(_ path: String, _ body: String = "{}", as person: Person = .test(.administrator)) async throws
        -> TestAnswer
    {
        let answer = try await request(.post, path, as: person, body: body)
        #expect(answer.status < 300, "\(path): \(answer.text)")
        return answer
    }

    /// Reads, then changes with what was read as `If-Match`.
    func change(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, as person: Person = .test(.administrator)
    ) async throws -> TestAnswer {
        let read = try await request(.get, path, as: person)
        return try await request(method, path, as: person, body: body, headers: ["If-Match": read.etag])
    }

    func status(of path: String) async throws -> String {
        guard case .string(let status)? = try await request(.get, path).object["status"] else { return "" }
        return status
    }

    /// A contract that was signed by every step before it.
    func signedContract(kind: String = "sale", lines: String = Sample.tenPumps, more: String = "") async throws
        -> EntityID
    {
        let id = try await create(
            "/contracts", #"{"customerId":"\#(Sample.customer)","kind":"\#(kind)","lines":[\#(lines)]\#(more)}"#)
        for command in ["draft", "agree", "sign"] {
            try await act("/contracts/\(id)/transitions", Sample.step(command))
        }
        return id
    }

    func confirmedOrder(from contract: EntityID, quantity: String) async throws -> EntityID {
        let id = try await create(
            "/orders",
            #"{"contractId":"\#(contract)","lines":[{"productId":"\#(Sample.product)","quantity":"\#(quantity)"}]}"#)
        try await act("/orders/\(id)/transitions", Sample.step("confirm"))
        return id
    }

    /// A draft that stands alone, of so many đồng.
    func draft(_ amount: Int, more: String = "", as person: Person = .test(.administrator)) async throws -> EntityID {
        try await create("/invoices", Sample.invoiceBody(amount, more: more), as: person)
    }

    func issued(_ amount: Int, more: String = "") async throws -> EntityID {
        let id = try await draft(amount, more: more)
        try await act("/invoices/\(id)/issue")
        return id
    }

    func registerSeries(_ symbol: String = "1C26TAA") async throws {
        try await act("/invoice-series", #"{"symbol":"\#(symbol)"}"#)
    }

    func code(_ answer: TestAnswer) -> String {
        guard case .string(let title)? = answer.object["title"] else { return "" }
        return title
    }
}

extension Sample {
    /// Ten pumps at 1,000,000 ₫ and 8 %.
    static let tenPumps =
        #"{"productId":"\#(product)","description":"Máy bơm","unit":"cái","quantity":"10","unitPrice":"1000000","tax":"8"}"#

    static func step(_ command: String, on day: String? = nil) -> String {
        #"{"command":"\#(command)","note":"theo thỏa thuận"\#(day.map { #","on":"\#($0)""# } ?? "")}"#
    }

    static func invoiceBody(_ amount: Int, more: String = "") -> String {
        """
        {"customerId":"\(customer)","lines":[{"description":"Dịch vụ","quantity":"1","unitPrice":"\(amount)","tax":"KCT"}]\(more)}
        """
    }
}
