import Hummingbird
import Messages

/// Refuses control characters in parameters, as `WireJSON.input` does in bodies: SQLite would compare with what stands
/// before U+0000 only.
struct PlainQuery: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        // Without an escape there is none.
        if request.uri.query?.contains("%") == true {
            for (name, value) in request.uri.queryParameters {
                if let character = ControlCharacter.first(in: name) {
                    throw WireFault(control: character, path: "query")
                }
                if let character = ControlCharacter.first(in: value) {
                    throw WireFault(control: character, path: String(name))
                }
            }
        }
        return try await next(request, context)
    }
}
