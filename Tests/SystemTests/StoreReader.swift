import Foundation
import GRDB
import Messages
import TestKit

/// Looks into a service's store from outside, while the service runs.
struct StoreReader {
    private let path: String

    init(_ installation: Installation, _ service: ServiceName) {
        path = "\(installation.directory)/\(service.rawValue)/store.sqlite"
    }

    private func queue() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    func int(_ sql: String) async throws -> Int { try await queue().read { try Int.fetchOne($0, sql: sql) ?? 0 } }

    func strings(_ sql: String) async throws -> [String] {
        try await queue().read { try String.fetchAll($0, sql: sql) }
    }
}
