import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import Store
import Synchronization

/// Lets one address make only so many requests (ACC-7).
struct AddressRate: RouterMiddleware {
    private let rate: TokenBucket.Rate
    private let addresses: ClientAddress
    private let world: World
    private let buckets = Buckets()

    init(_ rate: TokenBucket.Rate, addresses: ClientAddress, world: World) {
        self.rate = rate
        self.addresses = addresses
        self.world = world
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let (now, key) = (world.now(), addresses.key(request, context))
        let wait = buckets.table.withLock { table in
            var bucket = table[key] ?? TokenBucket(rate, at: now)
            let wait = bucket.take(rate, at: now)
            table.set(key, bucket)
            return wait
        }
        if let wait { throw HTTPProblem.tooMany(wait) }
        return try await next(request, context)
    }

    private final class Buckets: Sendable {
        let table = Mutex(BoundedTable<String, TokenBucket>(limit: 20_000))
    }
}

extension HTTPProblem {
    /// 429, with how long to wait in whole seconds.
    static func tooMany(_ wait: Duration) -> HTTPProblem {
        let seconds = max(1, wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0))
        return HTTPProblem(
            .tooManyRequests, code: "too-many-requests",
            message: Bilingual(
                en: "Too many tries. Wait \(seconds) s, then try again.",
                vi: "Quá nhiều lần thử. Hãy chờ \(seconds) giây rồi thử lại."),
            headers: [.retryAfter: "\(seconds)"])
    }
}
