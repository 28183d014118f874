import Foundation
import Hummingbird
import Logging
import Messages
import NIOCore
import ServiceKit
import Store

/// What a request carries through the routes.
public struct APIContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Set by `Authentication`; nothing on open routes.
    public var signedIn: Person?
    public var traceparent: String?
    public var language: Language
    /// The address of whoever opened the connection; nothing where there is no socket.
    public let remoteAddress: String?
    /// The client's address, where something that is believed tells it: the Gateway's own look, or its `ClientTicket`.
    public var clientAddress: String?
    /// Set on the operator's listener: who says it is, for the audit.
    var operatorName: String?
    /// What must be over before the connection goes on to its next request.
    public let afterAnswer = AfterAnswer()
    public var maxUploadSize: Int { Self.maxBody }
    public static let maxBody = 1_048_576

    public init(source: Source) {
        coreContext = .init(source: source)
        language = .vietnamese
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }

    /// The person who asks. Throws `TokenError.missing` on a route that lets anybody in.
    public var person: Person {
        get throws {
            guard let signedIn else { throw TokenError.missing }
            return signedIn
        }
    }

    /// Who and what the events of this request name, and the audit besides.
    public var cause: Cause {
        Cause(
            actor: signedIn?.account, correlationId: id, traceparent: traceparent,
            origin: operatorName == nil ? .request : .operator, session: signedIn?.session,
            address: clientAddress ?? remoteAddress.map { "direct:" + $0 }, reference: operatorName)
    }

    /// The id in the path. Throws `notFound` for what is no identifier.
    public func id(_ name: String = "id", entity: String) throws -> EntityID {
        let text = parameters.get(name) ?? ""
        guard let id = EntityID(text) else { throw CommonError.notFound(entity: entity, id: text) }
        return id
    }
}

extension Request {
    /// What stands behind `Bearer` in `Authorization` (RFC 6750 §2.1).
    public var bearer: String? {
        guard let header = headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        return String(header.dropFirst(7))
    }

    /// `limit`, `cursor`, `sort`, `q` and the filters, which is everything else.
    public func list() throws -> ListRequest {
        var list = ListRequest()
        for (name, value) in uri.queryParameters {
            let value = String(value)
            switch name {
            case "limit":
                guard let limit = Int(value) else { throw CommonError.parameter("limit", value, .limit) }
                list.limit = limit
            case "cursor":
                guard let cursor = Cursor(value) else { throw CommonError.parameter("cursor", value, .cursor) }
                list.cursor = cursor
            case "sort":
                list.isDescending = value.hasPrefix("-")
                list.sort = value.hasPrefix("-") ? String(value.dropFirst()) : value
            case "q": list.search = value.isEmpty ? nil : Self.words(value)
            default: list.filters[String(name)] = value
            }
        }
        return list
    }

    /// Words to look for. A browser's form sends the space between two as `+`, and signs are not looked for.
    public static func words(_ text: String) -> String { text.replacing("+", with: " ") }

    /// The version that the client read; needed for every change of a record. Throws 428 where it is missing.
    public func ifMatch() throws -> EventSequence {
        guard let tag = headers[.ifMatch] else { throw PreconditionRequired() }
        guard let sequence = EventSequence(etag: tag) else {
            throw CommonError.invalid(
                code: "invalid-parameter", path: "If-Match",
                message: Bilingual(
                    en:
                        "If-Match cannot be \(tag). Send the ETag of the version that you read as it was answered, such as \(EventSequence(3).etag).",
                    vi:
                        "If-Match không nhận giá trị \(tag). Hãy gửi nguyên ETag của phiên bản đã đọc, chẳng hạn \(EventSequence(3).etag)."
                ))
        }
        return sequence
    }
}

/// 428: a change must say which version it is made from.
struct PreconditionRequired: Error {}
