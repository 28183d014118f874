import Foundation
import Hummingbird
import NIOCore

/// A request's body as it comes in, cut off with an error where it grows beyond `limit` bytes.
struct LimitedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    static let limit = 10 * 1024 * 1024

    let base: RequestBody
    var limit = Self.limit

    struct TooLarge: Error {}

    func makeAsyncIterator() -> Iterator { Iterator(base: base.makeAsyncIterator(), left: limit) }

    struct Iterator: AsyncIteratorProtocol {
        var base: RequestBody.AsyncIterator
        var left: Int

        mutating func next() async throws -> ByteBuffer? {
            guard let part = try await base.next() else { return nil }
            left -= part.readableBytes
            guard left >= 0 else { throw TooLarge() }
            return part
        }
    }
}
