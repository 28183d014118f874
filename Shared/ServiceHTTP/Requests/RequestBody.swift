import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore

extension Request {
    /// The body as `type`. Throws `WireFault` with a JSON path (422), or 413 over the limit.
    public func decoded<T: Decodable>(_ type: T.Type, _ context: APIContext) async throws -> (T, [UInt8]) {
        let bytes = try await bytes()
        return (try WireJSON.input(type, from: bytes), bytes)
    }

    func bytes() async throws -> [UInt8] {
        let buffer: ByteBuffer
        do { buffer = try await body.collect(upTo: APIContext.maxBody) } catch { throw HTTPError(.contentTooLarge) }
        return Array(buffer.readableBytesView)
    }
}
