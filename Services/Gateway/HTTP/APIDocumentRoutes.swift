import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP

/// The services' APIs as one document, and as pages to read (ACC-7).
struct APIDocumentRoutes {
    let routes: GatewayRoutes
    let documents: JoinedDocuments

    func add() {
        let documents = documents
        for (name, type) in [("json", "application/json"), ("yaml", "application/yaml")] {
            routes.open.get("/openapi.\(name)") { request, _ in
                let document = try await documents.document()
                return DocumentFile(name == "json" ? document.json : document.yaml, type: type).response(to: request)
            }
        }
        routes.open.get("/docs/api") { request, context in
            let query = request.uri.queryParameters
            func text(_ name: Substring) -> String { query[name].map { String($0.prefix(100)) } ?? "" }
            let page = APIPage(
                frame: DocumentFrame(request, context), operations: try await documents.document().operations)
            return Response.page(
                page.index(
                    APIPage.Choice(words: Request.words(text("q")), service: text("service"), role: text("role"))))
        }
        routes.open.get("/docs/api/:id") { request, context in
            let id = context.parameters.get("id") ?? ""
            let page = APIPage(
                frame: DocumentFrame(request, context), operations: try await documents.document().operations)
            guard let html = page.operation(id) else {
                throw CommonError.notFound(entity: "operation", id: String(id.prefix(64)))
            }
            return Response.page(html)
        }
    }
}

/// A file that is the same for everybody until the next start: whoever has it is told so (RFC 9110 §13.1.2).
struct DocumentFile: Sendable {
    private let body: ByteBuffer
    private let headers: HTTPFields
    private let tag: String

    init(_ text: String, type: String) {
        body = ByteBuffer(string: text)
        tag = "\"" + Data(SHA256.hash(data: Data(text.utf8))).base64URL + "\""
        headers = [.contentType: type, .eTag: tag, .cacheControl: "no-cache"]
    }

    func response(to request: Request) -> Response {
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        if let known, known.contains(tag) || known.contains("W/" + tag) || known == ["*"] {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
