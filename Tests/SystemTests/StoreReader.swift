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

    private func queue(readonly: Bool = true) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(10)
        configuration.allowsUnsafeTransactions = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    func int(_ sql: String) async throws -> Int { try await queue().read { try Int.fetchOne($0, sql: sql) ?? 0 } }

    func double(_ sql: String) async throws -> Double {
        try await queue().read { try Double.fetchOne($0, sql: sql) ?? 0 }
    }

    func strings(_ sql: String) async throws -> [String] {
        try await queue().read { try String.fetchAll($0, sql: sql) }
    }

    func rows(_ sql: String) throws -> [Row] { try queue().read { try Row.fetchAll($0, sql: sql) } }

    /// Changes the store behind the service's back.
    func execute(_ sql: String) async throws { try await queue(readonly: false).write { try $0.execute(sql: sql) } }

    /// Keeps everybody else from writing for as long as `body` takes.
    func locked(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let queue = try queue(readonly: false)
        try await queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        try await queue.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
        try result.get()
    }
}
