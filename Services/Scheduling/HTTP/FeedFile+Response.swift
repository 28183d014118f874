import HTTPTypes
import Hummingbird
import ServiceHTTP

extension FeedFile {
    /// Whoever has these entries already is told so (RFC 9110 §13.1.2).
    func response(to request: Request) -> Response {
        var answer =
            isKnown(to: request)
            ? Response(status: .notModified) : Response.text(text, type: "text/calendar; charset=utf-8")
        answer.headers[.eTag] = "W/" + tag
        answer.headers[.cacheControl] = "private, max-age=300"
        return answer
    }

    private func isKnown(to request: Request) -> Bool {
        request.headers[values: .ifNoneMatch].flatMap { $0.split(separator: ",") }.contains { part in
            let known = part.drop { $0 == " " }.prefix { $0 != " " }
            return known == "*" || known == tag || known == "W/" + tag
        }
    }
}
