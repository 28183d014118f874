import Foundation
import HTTPTypes
import NIOHTTP1

/// Which header fields go through the Gateway, each way.
enum ProxyHeaders {
    /// Of one connection only (RFC 9110 §7.6.1), besides what `Connection` itself names.
    private static let hopByHop: Set<String> = [
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade",
    ]
    /// Said by the Gateway itself, or no affair of the services.
    private static let notForwarded: Set<String> = [
        "host", "content-length", "expect", "cookie", "forwarded", "x-forwarded-for", "x-forwarded-host",
        "x-forwarded-proto", "x-real-ip", "x-request-id", "traceparent", "tracestate", "quen-client",
    ]
    private static let notReturned: Set<String> = [
        "content-length", "set-cookie", "server", "date", "x-request-id",
    ]

    /// For the service; `Authorization` among them, for services check tokens themselves. No ticket where nobody is signed in.
    static func forward(_ fields: HTTPFields, requestID: String, client: String, ticket: String?) -> HTTPHeaders {
        let dropped = hopByHop.union(notForwarded).union(named(by: fields[values: .connection]))
        var headers = HTTPHeaders()
        for field in fields where !dropped.contains(field.name.canonicalName) {
            headers.add(name: field.name.rawName, value: field.value)
        }
        headers.add(name: "X-Request-Id", value: requestID)
        headers.add(name: "X-Forwarded-For", value: client)
        if let ticket { headers.add(name: "Quen-Client", value: ticket) }
        let incoming = HTTPField.Name("traceparent").flatMap { fields[$0] }
        if let incoming, TraceParent.isValid(incoming) {
            headers.add(name: "traceparent", value: incoming)
            if let name = HTTPField.Name("tracestate"), let state = fields[name] {
                headers.add(name: "tracestate", value: state)
            }
        } else {
            headers.add(name: "traceparent", value: TraceParent.new())
        }
        return headers
    }

    /// For the client.
    static func back(_ headers: HTTPHeaders, from upstream: Upstream) -> HTTPFields {
        let dropped = hopByHop.union(notReturned).union(named(by: headers["connection"]))
        var fields = HTTPFields()
        for (name, value) in headers {
            guard !dropped.contains(name.lowercased()), let name = HTTPField.Name(name) else { continue }
            let isLocation = name == .location || name == .contentLocation
            fields.append(HTTPField(name: name, value: isLocation ? upstream.rewritten(location: value) : value))
        }
        return fields
    }

    private static func named(by connection: [String]) -> Set<String> {
        Set(
            connection.flatMap { $0.split(separator: ",") }.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        )
    }
}

/// W3C Trace Context, level 1.
enum TraceParent {
    static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts.map(\.utf8.count) == [2, 32, 16, 2], parts[0] != "ff" else { return false }
        return parts.allSatisfy { $0.utf8.allSatisfy(isLowerHex) }
            && parts[1].contains { $0 != "0" } && parts[2].contains { $0 != "0" }
    }

    static func new() -> String {
        let (high, low, span) = (
            UInt64.random(in: 1 ... .max), UInt64.random(in: 0 ... .max), UInt64.random(in: 1 ... .max)
        )
        return String(format: "00-%016llx%016llx-%016llx-01", high, low, span)
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
