import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import TestKit
import Testing

/// What every service refuses at its door, whatever is asked: the rules of `WireJSON.input`, `PlainQuery` and the limit.
@Suite struct InputDoorTests {
    /// Those whose body is no JSON, or is not read.
    private static let withoutJSON: Set<String> = [
        "POST /contracts/{id}/attachments", "POST /invoices/{id}/attachments", "PUT /firm/logo",
        "POST /calendar-imports", "POST /calendar-feed",
    ]

    private static func writing(_ document: OpenAPIDocument) -> [OpenAPIDocument.Operation] {
        document.operations.filter { ["POST", "PUT"].contains($0.method) && !withoutJSON.contains($0.name) }
    }

    private static func running(
        _ service: ServiceName, _ body: @escaping @Sendable (ServiceUnderTest, OpenAPIDocument) async throws -> Void
    ) async throws {
        let document = try OpenAPIDocument(of: service)
        try await ServiceUnderTest.with(service) { world in
            try await ServiceBuilder.build(service, world)
        } body: {
            try await body($0, document)
        }
    }

    /// As an administrator asks it about a record that there is not.
    private static func ask(
        _ tested: ServiceUnderTest, _ operation: OpenAPIDocument.Operation, _ body: String?, query: String = "",
        language: String = "vi"
    ) async throws -> TestAnswer {
        let method = try #require(HTTPRequest.Method(operation.method))
        return try await tested.request(
            method, OpenAPITests.path(operation.template) + query, body: body,
            headers: ["If-Match": "\"00000000000000000001\"", "Accept-Language": language])
    }

    private static let services = ServiceName.allCases.filter { $0 != .gateway }

    @Test(arguments: services) func noBodyHoldsAControlCharacter(_ service: ServiceName) async throws {
        try await Self.running(service) { (tested, document) async throws in
            for operation in Self.writing(document) {
                let answer = try await Self.ask(tested, operation, #"{"any":[{"text":"cut \u0000 off"}]}"#)
                #expect(answer.status == 422, "\(operation.name): \(answer.text)")
                #expect(answer.string("title") == "control-character", "\(operation.name): \(answer.text)")
                #expect(answer.string("path") == "$.any[0].text", "\(operation.name)")
            }
        }
    }

    /// Where a member is required it may be named first; nothing is done in either case.
    @Test(arguments: services) func noBodyHoldsAMemberThatIsNotKnown(_ service: ServiceName) async throws {
        try await Self.running(service) { (tested, document) async throws in
            var named = 0
            for operation in Self.writing(document) {
                let answer = try await Self.ask(tested, operation, #"{"quenKnowsNoSuchMember":1}"#)
                #expect(answer.status == 422, "\(operation.name): \(answer.text)")
                let code = answer.string("title")
                #expect(code == "unknown-member" || code == "missing", "\(operation.name): \(answer.text)")
                guard code == "unknown-member" else { continue }
                named += 1
                #expect(answer.string("path") == "$.quenKnowsNoSuchMember")
                #expect(answer.string("detail")?.contains("không có ở đây") == true, "\(answer.text)")
            }
            #expect(named > 0)
        }
    }

    /// A merge patch is judged by what comes of it, so after the record is found; taking away what is not known is a slip too.
    @Test(arguments: ["1", "null"]) func noMergePatchHoldsAMemberThatIsNotKnown(value: String) async throws {
        try await Self.running(.customers) { (tested, _) async throws in
            let made = try await tested.request(.post, "/customers", body: #"{"name":"Sen"}"#)
            let path = "/customers/\(try #require(made.id))"
            let answer = try await tested.request(
                .patch, path, body: #"{"regoin":\#(value)}"#, headers: ["If-Match": made.etag])
            #expect(answer.status == 422 && answer.string("title") == "unknown-member", "\(answer.text)")
            #expect(answer.string("path") == "$.regoin")
            #expect(answer.string("detail")?.contains("Có phải ý bạn là region?") == true, "\(answer.text)")
        }
    }

    @Test(arguments: services) func noParameterHoldsAControlCharacter(_ service: ServiceName) async throws {
        try await Self.running(service) { (tested, document) async throws in
            for operation in document.operations
            where operation.method == "GET" && !operation.isOpen && operation.statuses.contains(422) {
                let answer = try await Self.ask(tested, operation, nil, query: "?q=a%00b")
                #expect(answer.status == 422, "\(operation.name): \(answer.text)")
                #expect(answer.string("title") == "control-character" && answer.string("path") == "q")
            }
        }
    }

    @Test(arguments: services) func aBodyThatIsTooLargeIsAProblemLikeOthers(_ service: ServiceName) async throws {
        try await Self.running(service) { (tested, document) async throws in
            let operation = try #require(Self.writing(document).first { $0.statuses.contains(413) })
            let body = #"{"any":"\#(String(repeating: "x", count: APIContext.maxBody))"}"#
            for (language, text) in [("vi", "Nội dung gửi lên vượt quá 1 MB"), ("en", "The body is over 1 MB")] {
                let answer = try await Self.ask(tested, operation, body, language: language)
                #expect(answer.status == 413)
                #expect(answer.string("type") == "urn:quen:problem:too-large")
                #expect(answer.string("detail")?.hasPrefix(text) == true, "\(answer.text)")
            }
        }
    }

    @Test(arguments: services) func anAddressWithNothingIsAProblemInVietnamese(_ service: ServiceName) async throws {
        try await Self.running(service) { (tested, _) async throws in
            let answer = try await tested.request(.get, "/nothing-here")
            #expect(answer.status == 404 && answer.string("type") == "urn:quen:problem:no-such-address")
            #expect(answer.string("detail")?.hasPrefix("Không có gì ở địa chỉ này") == true)
        }
    }

    @Test func anInboundMessageWithAControlCharacterIsAnswered() async throws {
        try await Self.running(.customers) { (tested, _) async throws in
            let lead = LeadCaptured(externalId: "L-1", personName: "Hoa\u{0}Sen")
            let id = try await tested.send(inbound: lead)
            #expect(try await tested.isAccepted(id) == false)
            let rejected = try #require(try await tested.replies().last).decode(InboundRejected.self)
            #expect(rejected.code == "control-character" && rejected.path == "$.data.personName")
            #expect(rejected.message.vi.contains("có ký tự điều khiển U+0000"))
            // What the sender has beyond the schema is passed over, as ever.
            let known = LeadCaptured(externalId: "L-2", personName: "Hoa\tSen")
            #expect(try await tested.isAccepted(try await tested.send(inbound: known)))
        }
    }
}
