import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceKit
import Store

/// Lets a query on copies wait for what its client just did elsewhere: `Quen-After` names the version, at most a second is
/// waited for it, else the answer says `Quen-Stale: 1`.
struct Freshness: RouterMiddleware {
    let kernel: ServiceKernel
    static let patience = Duration.seconds(1)

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .get, let header = request.headers[.quenAfter] else {
            return try await next(request, context)
        }
        guard let version = RecordVersion(header) else {
            throw CommonError.invalid(
                code: "invalid-parameter", path: "Quen-After",
                message: Bilingual(
                    en: "Quen-After must be a Quen-Version that a command answered with.",
                    vi: "Quen-After phải là giá trị Quen-Version đã nhận từ một lệnh."))
        }
        let isFresh = try await kernel.waitUntilApplied(version, atMost: Self.patience)
        var response = try await next(request, context)
        if !isFresh { response.headers[.quenStale] = "1" }
        return response
    }
}
