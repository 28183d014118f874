import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import NIOHTTP1
import ServiceHTTP
import ServiceKit
import ServiceLifecycle

/// The services' APIs behind the one door (ACC-7): what comes under `/api/<service>/` goes to the service and back, body
/// by body part, with nothing of it kept here.
struct Proxy: Sendable {
    let client: UpstreamClient
    let upstreams: [ServiceName: Upstream]
    let timeout: Duration
    let addresses: ClientAddress
    let tickets: ClientTickets

    func handle(_ request: Request, _ context: APIContext) async throws -> Response {
        let path = try ProxyPath(request.uri.path)
        guard let upstream = upstreams[path.service] else { throw UpstreamProblem.notConfigured.problem(path.service) }
        return try await send(try await self.request(request, context, path, upstream), to: upstream)
    }

    /// Reads an address that is open to whoever has it: without who asks, without a query.
    func read(_ path: String, of service: ServiceName, _ request: Request, _ context: APIContext) async throws
        -> Response
    {
        guard let upstream = upstreams[service] else { throw UpstreamProblem.notConfigured.problem(service) }
        var outgoing = HTTPClientRequest(url: upstream.base + path)
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        var fields = request.headers
        fields[.authorization] = nil
        outgoing.headers = ProxyHeaders.forward(
            fields, requestID: context.id, client: addresses.text(request, context), ticket: nil)
        return try await send(outgoing, to: upstream)
    }

    private func send(_ outgoing: HTTPClientRequest, to upstream: Upstream) async throws -> Response {
        let answer: HTTPClientResponse
        do {
            answer = try await client.send(outgoing, timeout: timeout)
        } catch {
            throw Self.problem(error, upstream.service)
        }
        return Self.response(answer, upstream)
    }

    private func request(
        _ request: Request, _ context: APIContext, _ path: ProxyPath, _ upstream: Upstream
    ) async throws -> HTTPClientRequest {
        var outgoing = HTTPClientRequest(url: upstream.base + path.path + (request.uri.query.map { "?" + $0 } ?? ""))
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        let client = addresses.text(request, context)
        outgoing.headers = ProxyHeaders.forward(
            request.headers, requestID: context.id, client: client,
            ticket: try await tickets.ticket(for: try context.person.session, at: client))
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }) {
            guard length <= LimitedBody.limit else { throw HTTPProblem.tooLarge(limit: LimitedBody.limit) }
            if length > 0 { outgoing.body = .stream(Self.body(of: request, context), length: .known(length)) }
        } else if request.headers[.transferEncoding] != nil {
            outgoing.body = .stream(Self.body(of: request, context), length: .unknown)
        }
        return outgoing
    }

    /// A service may answer before it has read the body, and the client's task still reads then.
    private static func body(of request: Request, _ context: APIContext) -> LimitedBody {
        let body = LimitedBody(base: request.body)
        context.afterAnswer.add { await body.close() }
        return body
    }

    private static func response(_ answer: HTTPClientResponse, _ upstream: Upstream) -> Response {
        let headers = ProxyHeaders.back(answer.headers, from: upstream)
        let length = answer.headers.first(name: "content-length").flatMap { Int($0) }
        let isEndless = answer.headers.first(name: "content-type")?.hasPrefix("text/event-stream") == true
        let body = ResponseBody(contentLength: length) { writer in
            if isEndless {
                // An orderly stop does not wait for a stream that has no end.
                for try await part in answer.body.cancelOnGracefulShutdown() { try await writer.write(part) }
            } else {
                for try await part in answer.body { try await writer.write(part) }
            }
            try await writer.finish(nil)
        }
        return Response(status: .init(code: Int(answer.status.code)), headers: headers, body: body)
    }

    private static func problem(_ error: any Error, _ service: ServiceName) -> any Error {
        switch error {
        case is LimitedBody.TooLarge: HTTPProblem.tooLarge(limit: LimitedBody.limit)
        case is CancellationError: error
        case let error as HTTPClientError where error == .cancelled: CancellationError()
        case let error as HTTPClientError where error == .invalidURL: HTTPError(.badRequest)
        case let error as HTTPClientError
        where [.deadlineExceeded, .connectTimeout, .readTimeout, .getConnectionFromPoolTimeout].contains(error):
            UpstreamProblem.late.problem(service)
        default: UpstreamProblem.away.problem(service)
        }
    }
}

/// What is wrong with a service behind the Gateway.
enum UpstreamProblem: Sendable {
    case away, late, notConfigured

    func problem(_ service: ServiceName) -> HTTPProblem {
        let name = service.rawValue
        let details = ["service": name]
        return switch self {
        case .away:
            HTTPProblem(
                .badGateway, code: "service-away",
                message: Bilingual(
                    en: "The service \(name) cannot be reached. Try again shortly, with the same Idempotency-Key.",
                    vi: "Không kết nối được dịch vụ \(name). Hãy thử lại sau, giữ nguyên Idempotency-Key."),
                headers: [.retryAfter: "5"], details: details)
        case .late:
            HTTPProblem(
                .gatewayTimeout, code: "service-late",
                message: Bilingual(
                    en:
                        "The service \(name) took too long. It may have done it: ask again with the same Idempotency-Key.",
                    vi: "Dịch vụ \(name) trả lời quá chậm, có thể đã thực hiện. Hãy gửi lại với cùng Idempotency-Key."),
                details: details)
        case .notConfigured:
            HTTPProblem(
                .badGateway, code: "service-not-configured",
                message: Bilingual(
                    en: "The Gateway has no address of the service \(name). Set upstream.\(name).",
                    vi: "Gateway chưa có địa chỉ của dịch vụ \(name). Hãy đặt upstream.\(name)."),
                details: details)
        }
    }
}
