import AsyncHTTPClient
import Foundation
import Messages

/// Whether each service behind the Gateway answers.
struct UpstreamStatus: Encodable, Sendable {
    var service: ServiceName
    var isConfigured: Bool
    var isReachable: Bool
    /// How long the answer took, in milliseconds.
    var milliseconds: Int?

    static let patience = Duration.seconds(2)

    /// Asks all at once.
    static func all(_ upstreams: [ServiceName: Upstream], _ client: UpstreamClient) async -> [UpstreamStatus] {
        await withTaskGroup(of: UpstreamStatus.self) { group in
            for service in ServiceName.allCases where service != .gateway {
                group.addTask { await one(service, upstreams[service], client) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.service.rawValue < $1.service.rawValue }
        }
    }

    /// Any answer will do: only that it comes counts.
    private static func one(_ service: ServiceName, _ upstream: Upstream?, _ client: UpstreamClient) async
        -> UpstreamStatus
    {
        guard let upstream else { return UpstreamStatus(service: service, isConfigured: false, isReachable: false) }
        let start = ContinuousClock.now
        let answer = try? await client.send(HTTPClientRequest(url: upstream.base + "/"), timeout: patience)
        guard answer != nil else { return UpstreamStatus(service: service, isConfigured: true, isReachable: false) }
        let took = (ContinuousClock.now - start).components
        return UpstreamStatus(
            service: service, isConfigured: true, isReachable: true,
            milliseconds: Int(took.seconds * 1000 + took.attoseconds / 1_000_000_000_000_000))
    }
}
