import Foundation
import Hummingbird
import Logging
import Messages
import ServiceKit
import Store
import Synchronization

/// Notes in the audit what people were refused (ACC-5): of each account some a minute, and how many besides, so that
/// nobody fills the audit by asking.
public struct RefusalAudit: RouterMiddleware {
    private let store: ServiceStore
    private let meter = RefusalMeter()

    public init(store: ServiceStore) { self.store = store }

    public func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any QuenError where error.consequence == .forbidden {
            await note(error, request, context)
            throw error
        }
    }

    private func note(_ error: any QuenError, _ request: Request, _ context: APIContext) async {
        guard let account = context.signedIn?.account,
            let left = meter.take(account, at: store.world.now())
        else { return }
        var details = error.details
        details["code"] = error.code
        details["request"] = "\(request.method.rawValue) \(request.uri.path.prefix(300))"
        if left > 0 { details["notNoted"] = "\(left)" }
        do {
            try await store.write(cause: context.cause, priority: .background) { [details] transaction in
                try transaction.audit("refused", subject: nil, details: details)
            }
        } catch {
            context.logger.warning("a refusal was not noted", metadata: ["error": "\(error)"])
        }
    }
}

/// How many refusals of an account are noted; bounded.
final class RefusalMeter: Sendable {
    private struct Minute {
        var since: Instant
        var noted = 0
        var left = 0
    }

    private let minutes = Mutex<[EntityID: Minute]>([:])
    static let perMinute = 10
    static let mostAccounts = 10_000

    /// Nothing where this one is not noted; else how many were left out since the last that was.
    func take(_ account: EntityID, at now: Instant) -> Int? {
        minutes.withLock { minutes in
            if minutes.count >= Self.mostAccounts, minutes[account] == nil { minutes.removeAll(keepingCapacity: true) }
            var minute = minutes[account] ?? Minute(since: now)
            if now >= minute.since.adding(.seconds(60)) { (minute.since, minute.noted) = (now, 0) }
            defer { minutes[account] = minute }
            guard minute.noted < Self.perMinute else {
                minute.left += 1
                return nil
            }
            minute.noted += 1
            defer { minute.left = 0 }
            return minute.left
        }
    }
}
