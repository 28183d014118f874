import Messages
import ServiceKit
import Store

extension AdminClient {
    /// Copying a large store takes its time.
    private static let patience = Duration.seconds(3600)

    func backUp(to directory: String?, keep: Int?) async throws -> BackupManifest {
        struct Wanted: Encodable {
            var directory: String?
            var keep: Int?
        }
        let body = try WireJSON.encode(Wanted(directory: directory, keep: keep))
        let answer = try await endpoint.send("POST", ["admin", "backup"], json: body, timeout: Self.patience)
        return try checked(answer).decoded(BackupManifest.self, from: endpoint.base)
    }

    /// Nothing from a release that knows no backups.
    func backups() async throws -> BackupKeeper.Status? { try await find(["admin", "backups"]) }

    /// Nothing from a release that does not tell.
    func storeFacts() async throws -> StoreFacts? { try await find(["admin", "store"]) }

    /// Nothing from a release that does not tell.
    func listeners() async throws -> [ListenerStatus]? { try await find(["admin", "listeners"]) }

    func resend(_ wanted: OutboxResend) async throws -> OutboxResend.Page {
        let answer = try await endpoint.send(
            "POST", ["admin", "outbox", "resend"], json: try WireJSON.encode(wanted), timeout: .seconds(120))
        return try checked(answer).decoded(OutboxResend.Page.self, from: endpoint.base)
    }

    /// Nothing where the service has no such address.
    func find<T: Decodable>(_ path: [String]) async throws -> T? {
        let answer = try await endpoint.send("GET", path)
        guard answer.status != 404 else { return nil }
        return try checked(answer).decoded(T.self, from: endpoint.base)
    }
}
