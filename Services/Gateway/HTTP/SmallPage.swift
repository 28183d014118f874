import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP

/// A page of a one-time link: in both languages, without scripts and without anything from elsewhere.
struct SmallPage: Sendable {
    let content: String

    func response(_ status: HTTPResponse.Status) -> Response {
        let html = """
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Quen</title><style>\(Self.style)</style></head><body><main><h1>Quen</h1>
            \(content)
            </main></body></html>
            """
        return Response(
            status: status, headers: Self.headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// What was wrong with what was sent before; empty for nothing.
    static func alert(_ fault: Bilingual?) -> String {
        guard let fault else { return "" }
        return "<p class=\"fault\" role=\"alert\" lang=\"vi\">\(DocumentFrame.escaped(fault.vi))</p>"
            + "<p class=\"fault\" role=\"alert\" lang=\"en\">\(DocumentFrame.escaped(fault.en))</p>"
    }

    private static let style = """
        body{font:1rem/1.5 sans-serif;margin:2rem}main{max-width:30rem;margin:auto}label,input,button{display:block;\
        width:100%;box-sizing:border-box;font:inherit}input{padding:.5rem;margin-bottom:1rem}button{padding:.75rem}\
        .fault{color:#a00000}
        """

    /// The link's token is in the address, so the page sends no referrer and is kept nowhere.
    private static let headers: HTTPFields = {
        var headers = PageHeaders.of(style: style)
        headers[.cacheControl] = "no-store"
        return headers
    }()
}

extension Request {
    /// Whether a page's form was sent rather than JSON.
    var isForm: Bool { headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true }

    func fields() async throws -> URLEncodedFields {
        try URLEncodedFields(String(buffer: try await collected(upTo: 16_384)))
    }
}

/// `application/x-www-form-urlencoded`; a field that is not there is empty.
struct URLEncodedFields: Sendable {
    private let fields: [String: String]

    /// Throws `WireFault` for a control character, as JSON does.
    init(_ text: String) throws {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? "" }
            if let character = decoded.lazy.compactMap({ ControlCharacter.first(in: $0) }).first {
                throw WireFault(control: character, path: "form")
            }
            fields[decoded[0]] = decoded.count > 1 ? decoded[1] : ""
        }
        self.fields = fields
    }

    subscript(name: String) -> String { fields[name] ?? "" }
}
