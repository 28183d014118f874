import HTTPTypes
import Hummingbird
import ServiceHTTP

/// Puts the access token of the program in the place of the token that it was given, before anything else looks at it: to
/// the rest of the Gateway and to the services a program comes with an access token as everybody does (ACC-4).
struct ProgramTokens: RouterMiddleware {
    let desk: ProgramDesk

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let text = request.bearer, text.hasPrefix(APISecret.prefix) else {
            return try await next(request, context)
        }
        let granted = try await desk.exchange(text, cause: context.cause)
        var head = request.head
        head.headerFields[.authorization] = "Bearer \(granted.accessToken)"
        return try await next(Request(head: head, body: request.body), context)
    }
}
