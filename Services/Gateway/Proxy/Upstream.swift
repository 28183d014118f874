import Foundation
import Messages

/// Where a service listens.
struct Upstream: Sendable, Hashable {
    let service: ServiceName
    /// Scheme and authority, such as `http://127.0.0.1:7401`.
    let base: String

    /// Nothing for what is no plain address: no path, query or user in it.
    init?(service: ServiceName, base: String) {
        let bare = base.hasSuffix("/") ? String(base.dropLast()) : base
        guard let parts = URLComponents(string: bare), let scheme = parts.scheme, ["http", "https"].contains(scheme),
            let host = parts.host, !host.isEmpty, parts.path.isEmpty, parts.query == nil, parts.user == nil,
            parts.fragment == nil
        else { return nil }
        self.service = service
        self.base = bare
    }

    /// A `Location` of the service as clients of the Gateway must read it; one that leads elsewhere stays as it is.
    func rewritten(location: String) -> String {
        let path = location.hasPrefix(base + "/") ? String(location.dropFirst(base.count)) : location
        guard path.hasPrefix("/"), !path.hasPrefix("//") else { return location }
        return "/api/\(service.rawValue)\(path)"
    }
}
