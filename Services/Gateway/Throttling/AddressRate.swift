import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import Store

/// Lets one address make only so many requests (ACC-7).
struct AddressRate: RouterMiddleware {
    private let rate: TokenBucket.Rate
    private let addresses: ClientAddress
    private let world: World
    private let buckets = RateTable<String>()

    init(_ rate: TokenBucket.Rate, addresses: ClientAddress, world: World) {
        self.rate = rate
        self.addresses = addresses
        self.world = world
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        try buckets.take(addresses.key(request, context), rate, at: world.now())
        return try await next(request, context)
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
