import Hummingbird
import ServiceKit
import Store

/// Backups of the running store, for the operator's tool (OPS-5).
struct BackupRoutes: Sendable {
    let kernel: ServiceKernel
    let backups: BackupKeeper

    private struct Wanted: Decodable, Sendable {
        /// A folder of the machine that the service runs on; else that of its settings.
        var directory: String?
        var keep: Int?
    }

    func add(to admin: RouterGroup<APIContext>) {
        let (kernel, backups) = (kernel, backups)
        admin.post("backup") { request, context in
            let wanted = try await request.decoded(Wanted.self)
            return try Response.json(
                await backups.take(to: wanted.directory, keep: wanted.keep, by: context.cause))
        }
        admin.get("backups") { _, _ in try Response.json(try await backups.status()) }
        admin.get("store") { _, _ in try Response.json(try await kernel.store.facts()) }
    }
}
