import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP

/// What a browser is told of our pages: nothing runs in them, nothing comes from elsewhere, nobody frames them.
enum PageHeaders {
    /// For pages with that style sheet, and no other.
    static func of(style: String) -> HTTPFields {
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8"]
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        return headers
    }

    static let documents: HTTPFields = {
        var headers = of(style: DocumentFrame.style)
        headers[.vary] = "Accept-Language"
        headers[.cacheControl] = "no-cache"
        return headers
    }()
}

extension Response {
    /// A page of the documents.
    static func page(_ html: String) -> Response {
        Response(
            status: .ok, headers: PageHeaders.documents, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

extension DocumentFrame {
    /// In the language that the address names (`lang`), else the browser's.
    init(_ request: Request, _ context: APIContext) {
        let chosen = request.uri.queryParameters["lang"].flatMap { Language(rawValue: String($0)) }
        self.init(language: chosen ?? context.language, isChosen: chosen != nil)
    }
}
