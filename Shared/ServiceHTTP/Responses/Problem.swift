import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Messages
import NIOCore
import ServiceKit
import Store

/// RFC 9457 problem details. `type` is stable; texts are in the client's language; nothing internal is shown.
struct Problem: Encodable, Sendable {
    var type: String
    var title: String
    var status: Int
    var detail: String
    var instance: String
    var path: String?
    var details: [String: String]?
    /// Sent beside it.
    private var headers = HTTPFields()
    var extensions: [String: JSONValue] = [:]

    private enum CodingKeys: String, CodingKey { case type, title, status, detail, instance, path, details }

    init(_ error: any Error, language: Language, instance: String) {
        self.instance = instance
        switch error {
        case let error as any QuenError:
            status = Self.status(error.consequence)
            (type, title) = ("urn:quen:problem:\(error.code)", error.code)
            detail = error.message.text(in: language)
            path = error.path
            details = error.details.isEmpty ? nil : error.details
            extensions = error.extensions
        case let error as TokenError:
            (status, type, title) = (401, "urn:quen:problem:\(error.code)", error.code)
            detail = error.message.text(in: language)
        case is PreconditionRequired:
            (status, type, title) = (428, "urn:quen:problem:if-match-required", "if-match-required")
            detail = Bilingual(
                en: "Send If-Match with the ETag of the version that you read.",
                vi: "Hãy gửi If-Match với ETag của phiên bản đã đọc."
            ).text(in: language)
        case let error as HTTPProblem:
            (status, headers) = (error.status.code, error.headers)
            (type, title) = ("urn:quen:problem:\(error.code)", error.code)
            detail = error.message.text(in: language)
            details = error.details.isEmpty ? nil : error.details
        case let error as HTTPError:
            status = error.status.code
            let known = HTTPProblem.of(error)
            (type, title) =
                known.map { ("urn:quen:problem:\($0.code)", $0.code) } ?? ("about:blank", error.status.reasonPhrase)
            detail = known?.message.text(in: language) ?? error.body ?? error.status.reasonPhrase
        default:
            (status, type, title) = (500, "urn:quen:problem:internal", "internal")
            detail = Bilingual(
                en:
                    "Something went wrong on our side; nothing was changed. The operator finds it in the log under this instance.",
                vi: "Hệ thống gặp lỗi; chưa có gì thay đổi. Người vận hành tra cứu được theo mã này."
            ).text(in: language)
        }
    }

    private static func status(_ consequence: Consequence) -> Int {
        switch consequence {
        case .invalid: 422
        case .forbidden: 403
        case .notFound: 404
        case .conflict: 409
        case .stale: 412
        case .temporary: 503
        }
    }

    /// The members that every problem has win over an extension of the same name.
    private var body: JSONValue {
        guard let bytes = try? WireJSON.encode(self),
            let own = try? WireJSON.decode([String: JSONValue].self, from: bytes)
        else { return .null }
        return .object(extensions.merging(own) { $1 })
    }

    var response: Response {
        let bytes = (try? WireJSON.encode(body)) ?? []
        var headers = headers
        headers[.contentType] = "application/problem+json"
        if status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        if status == 503 { headers[.retryAfter] = "5" }
        return Response(
            status: .init(code: status), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// A problem whose status says more than the consequence of a `QuenError`: 429 with `Retry-After`, 502, 504.
public struct HTTPProblem: Error, Sendable {
    public var status: HTTPResponse.Status
    public var code: String
    public var message: Bilingual
    public var headers: HTTPFields
    public var details: [String: String]

    public init(
        _ status: HTTPResponse.Status, code: String, message: Bilingual, headers: HTTPFields = [:],
        details: [String: String] = [:]
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers
        self.details = details
    }
}

/// Turns every error into a problem, in one place; counts and logs each request.
struct RequestFrame: RouterMiddleware {
    let kernel: ServiceKernel
    /// For answers that do not say otherwise themselves.
    var headers: HTTPFields = [:]

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.language =
            request.headers[.acceptLanguage]?.lowercased().hasPrefix("en") == true ? .english : .vietnamese
        // It goes into messages, and one that is none would make them unreadable.
        context.traceparent = request.headers[.traceparent].flatMap { Self.isTraceparent($0) ? $0 : nil }
        // The Gateway's id of the request, so that one id leads through the logs of all services.
        if let id = request.headers[.requestID], (8...64).contains(id.utf8.count), id.utf8.allSatisfy(Self.isInID) {
            context.logger[metadataKey: "hb.request.id"] = .string(id)
        }
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = Problem(error, language: context.language, instance: "urn:quen:request:\(context.id)")
            if problem.status >= 500 {
                context.logger.error(
                    "request failed", metadata: ["error": "\(error)", "path": "\(Self.path(request, context))"])
            }
            response = problem.response
        }
        response.headers[.requestID] = context.id
        for field in headers where response.headers[field.name] == nil { response.headers.append(field) }
        // What answers HEAD sends no body (RFC 9110 §9.3.2), a problem neither.
        if request.method == .head { response = response.createHeadResponse() }
        response.body = context.afterAnswer.following(response.body)
        let took = ContinuousClock.now - start
        kernel.metrics.request(
            route: context.endpointPath ?? "none", method: request.method.rawValue, status: response.status.code,
            took: took)
        return response
    }

    /// For the log. A token in a path opens something: only the route is named then.
    private static func path(_ request: Request, _ context: APIContext) -> String {
        guard let route = context.endpointPath, route.contains("{token}") else { return request.uri.path }
        return route
    }

    /// Of the form of W3C Trace Context §3.2.
    private static func isTraceparent(_ text: String) -> Bool {
        (55...256).contains(text.utf8.count) && text.utf8.allSatisfy(isInID)
    }

    private static func isInID(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

/// Lets in whoever has a valid token.
public struct Authentication: RouterMiddleware {
    private let verifier: TokenVerifier

    public init(verifier: TokenVerifier) { self.verifier = verifier }

    public func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let token = request.bearer else { throw TokenError.missing }
        var context = context
        let person = try await verifier.person(bearer: token)
        context.signedIn = person
        // The Gateway looks for itself, and what a client says of itself is not believed there.
        if context.clientAddress == nil, let ticket = request.headers[.quenClient] {
            context.clientAddress = try await verifier.address(ticket: ticket, of: person.session)
        }
        return try await next(request, context)
    }
}

extension HTTPField.Name {
    public static let traceparent = HTTPField.Name.known("traceparent")
    public static let requestID = HTTPField.Name.known("X-Request-Id")
    public static let idempotencyKey = known("Idempotency-Key")
    public static let quenVersion = known("Quen-Version")
    public static let quenAfter = known("Quen-After")
    public static let quenStale = known("Quen-Stale")
    /// From the Gateway to a service: a `ClientTicket`.
    public static let quenClient = known("Quen-Client")
    /// From the operator's tool: who uses it.
    public static let quenOperator = known("Quen-Operator")

    /// For literals that are valid field names.
    static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
