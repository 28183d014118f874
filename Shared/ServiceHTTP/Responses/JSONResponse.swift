import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore

extension Response {
    /// A JSON body; with `version` as ETag.
    public static func json(_ value: some Encodable, version: EventSequence? = nil) throws -> Response {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.eTag] = version?.etag
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try WireJSON.encode(value))))
    }

    public static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        Response(status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
