import Foundation
import HTTPTypes
import Messages
import ServiceHTTP

/// The part of a path that belongs to a service, unchanged: what could be read in two ways is refused rather than mended.
struct ProxyPath: Sendable, Hashable {
    let service: ServiceName
    /// With its leading slash, still percent-encoded.
    let path: String

    /// `raw` is the request's path as it came. Throws 404 for an unknown service, 400 for a path with tricks.
    init(_ raw: String) throws {
        let parts = raw.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].isEmpty, parts[1] == "api",
            let service = ServiceName(rawValue: String(parts[2])),
            service != .gateway
        else { throw CommonError.notFound(entity: "service", id: parts.count > 2 ? String(parts[2].prefix(64)) : "") }
        let rest = parts.count > 3 ? parts[3] : ""
        let segments = rest.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.dropLast().allSatisfy({ !$0.isEmpty }), segments.allSatisfy(Self.isPlain) else {
            throw HTTPProblem(
                .badRequest, code: "path-refused",
                message: Bilingual(
                    en: "The path has empty, dot or encoded separators in it. Write it plainly.",
                    vi: "Đường dẫn chứa ký tự không được phép. Hãy viết lại đường dẫn."))
        }
        self.service = service
        path = "/" + rest
    }

    /// No dots that climb, no separator or control character in disguise, no broken or double encoding.
    private static func isPlain(_ segment: Substring) -> Bool {
        guard let decoded = String(segment).removingPercentEncoding else { return false }
        return decoded != "." && decoded != ".."
            && !decoded.unicodeScalars.contains {
                "/\\%?#;".unicodeScalars.contains($0) || $0.value < 32 || $0.value == 127
            }
    }
}
