import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore

extension Request {
    /// The body as `type`. Throws `WireFault` with a JSON path (422), or 413 over the limit.
    // Not inlined: the optimiser of Swift 6.3.1 crashes while it splits some of the callers (release builds).
    @inline(never) public func decoded<T: Decodable>(_ type: T.Type) async throws -> T {
        let bytes = try await bytes()
        return try WireJSON.input(type, from: bytes)
    }

    /// The body as it is. Throws 413 where it is over `limit` bytes.
    public func collected(upTo limit: Int) async throws -> ByteBuffer {
        do { return try await body.collect(upTo: limit) } catch { throw HTTPProblem.tooLarge(limit: limit) }
    }

    func bytes() async throws -> [UInt8] {
        Array(try await collected(upTo: APIContext.maxBody).readableBytesView)
    }
}
