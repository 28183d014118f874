import Foundation
import HTTPTypes
import Hummingbird
import Messages

extension Router where Context == APIContext {
    /// Answers every other method of a known path with 405 and `Allow` (RFC 9110 §15.5.6). Called once all routes are there.
    func refuseOtherMethods() {
        let methods = Dictionary(grouping: routes, by: \.path.description)
        for (path, routes) in methods {
            let allowed = Set(routes.map(\.method))
            let allow = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            for method in Self.known.subtracting(allowed) {
                on(RouterPath(path.replacing("{", with: ":").replacing("}", with: "")), method: method) {
                    request, _ -> Response in throw HTTPProblem.methodNotAllowed(request.method, allow: allow)
                }
            }
        }
    }

    /// Those of RFC 9110, and those that have come since.
    private static var known: Set<HTTPRequest.Method> {
        let names = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY"]
        return Set(names.compactMap { HTTPRequest.Method($0) })
    }
}

extension HTTPProblem {
    static func methodNotAllowed(_ method: HTTPRequest.Method, allow: String) -> HTTPProblem {
        HTTPProblem(
            .methodNotAllowed, code: "method-not-allowed",
            message: Bilingual(
                en: "\(method.rawValue) is not possible here. Possible: \(allow).",
                vi: "Không dùng được \(method.rawValue) ở đây. Có thể dùng: \(allow)."),
            headers: [.allow: allow])
    }
}
