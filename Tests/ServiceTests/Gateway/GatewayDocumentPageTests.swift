import Foundation
import HTTPTypes
import Messages
import TestKit
import Testing

@testable import Gateway

/// The joined OpenAPI document and the pages to read it (ACC-7).
@Suite("Gateway: the APIs' documents") struct GatewayDocumentPageTests {
    @Test func allPathsOfAllServicesAreInOneDocument() async throws {
        try await GatewayUnderTest.with { gateway in
            let answer = try await gateway.request(.get, "/openapi.json")
            #expect(answer.status == 200 && answer.headers[.contentType] == "application/json")
            let paths = try #require(answer.object["paths"]?.members)
            var count = 0
            for service in ServiceName.allCases {
                for operation in try OpenAPIDocument(of: service).operations {
                    let path = JoinedDocument.prefix(service) + operation.template
                    #expect(paths[path]?[operation.method.lowercased()] != nil, "\(operation.name)")
                    count += 1
                }
            }
            #expect(
                paths.values.reduce(0) { $0 + ($1.members ?? [:]).values.count { $0["operationId"] != nil } } == count)
            #expect(answer.object["components"]?["securitySchemes"]?.members?.count == 1)
        }
    }

    @Test func everyReferenceLeadsSomewhereAndNoNameIsTakenTwice() async throws {
        try await GatewayUnderTest.with { gateway in
            let document = try await gateway.request(.get, "/openapi.json").json(JSONValue.self)
            var ids: [String] = []
            func look(_ value: JSONValue) {
                if let id = value["operationId"]?.text { ids.append(id) }
                if let reference = value["$ref"]?.text {
                    let parts = reference.split(separator: "/").dropFirst().map(String.init)
                    #expect(parts.reduce(Optional(document)) { $0?[$1] } != nil, "\(reference)")
                }
                for inner in value.items ?? [] { look(inner) }
                for inner in (value.members ?? [:]).values { look(inner) }
            }
            look(document)
            #expect(ids.count > 100 && Set(ids).count == ids.count)
        }
    }

    @Test func whoHasTheDocumentIsToldSo() async throws {
        try await GatewayUnderTest.with { gateway in
            for path in ["/openapi.json", "/openapi.yaml"] {
                let first = try await gateway.request(.get, path)
                #expect(first.status == 200 && !first.etag.isEmpty)
                let again = try await gateway.request(.get, path, headers: ["If-None-Match": first.etag])
                #expect(again.status == 304 && again.body.isEmpty && again.etag == first.etag)
                let other = try await gateway.request(.get, path, headers: ["If-None-Match": "\"other\""])
                #expect(other.status == 200)
            }
        }
    }

    @Test func thePageListsEveryOperationAndFindsThemByWordsServiceAndRole() async throws {
        try await GatewayUnderTest.with { gateway in
            func page(_ query: String) async throws -> String {
                let answer = try await gateway.request(.get, "/docs/api?lang=en\(query)")
                #expect(answer.status == 200 && answer.headers[.contentType] == "text/html; charset=utf-8")
                return answer.text
            }
            func rows(_ html: String) -> Int { html.components(separatedBy: "<td><a href=\"/docs/api/").count - 1 }
            let operations = try ServiceName.allCases.flatMap { try OpenAPIDocument(of: $0).operations }
            #expect(try await rows(page("")) == operations.count)
            #expect(try await rows(page("&service=scheduling")) == OpenAPIDocument(of: .scheduling).operations.count)
            let found = try await page("&q=issue+invoice")
            #expect(found.contains("/docs/api/contracts.issueInvoice") && rows(found) < 5)
            let technician = try await page("&role=technician")
            #expect(
                !technician.contains("contracts.listContracts\"") && technician.contains("scheduling.listAppointments"))
            #expect(try await rows(page("&q=nothing+of+that+kind")) == 0)
            let tricky = try await page("&q=%22%3E%3Cscript%3E")
            #expect(!tricky.contains("<script") && tricky.contains("&quot;&gt;&lt;script&gt;"))
        }
    }

    @Test func everyOperationHasAPageInBothLanguages() async throws {
        // One address asks for hundreds of pages while the clock stands still.
        try await GatewayUnderTest.with({ $0.rate.burst = 10_000 }) { gateway in
            let document = try await gateway.request(.get, "/openapi.json").json(JSONValue.self)
            for item in (document["paths"]?.members ?? [:]).values {
                for id in (item.members ?? [:]).values.compactMap({ $0["operationId"]?.text }) {
                    let page = try await gateway.request(.get, "/docs/api/\(id)")
                    #expect(page.status == 200 && page.text.contains("Ai được gọi"), "\(id)")
                    #expect(!page.text.contains("<script") && !page.text.contains("http://"), "\(id)")
                }
            }
            let page = try await gateway.request(.get, "/docs/api/contracts.transitContract?lang=en")
            #expect(
                page.text.contains("contracts:approve")
                    && page.text.contains("where command is agree, send-back, liquidate"))
            #expect(page.text.contains("Idempotency-Key") && page.text.contains("<code>command</code>"))
            #expect(try await gateway.request(.get, "/docs/api/none").status == 404)
        }
    }

    @Test func pagesRunNothingAndComeFromNowhereElse() async throws {
        try await GatewayUnderTest.with { gateway in
            for path in ["/docs/api", "/docs/api/customers.getCustomer", "/docs/messages", "/first-sign-in"] {
                let page = try await gateway.request(.get, path)
                let policy = try #require(page.headers[.contentSecurityPolicy])
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(path)")
                #expect(page.headers[.xContentTypeOptions] == "nosniff")
                #expect(page.headers[.literal("Referrer-Policy")] == "no-referrer")
                #expect(page.headers[.literal("X-Frame-Options")] == "DENY")
            }
            let data = try await gateway.request(.get, "/accounts")
            #expect(data.status == 401 && data.headers[.cacheControl] == "no-store")
            #expect(data.headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
        }
    }
}
