import Foundation
import Hummingbird
import Logging
import Messages
import ServiceKit
import ServiceLifecycle
import Store
import UnixSignals

/// A service ready to run: what `build` returns to production and to tests alike.
public struct ServiceApp: Sendable {
    public let kernel: ServiceKernel
    public let operations: Operations
    public let commands: CommandRunner
    private let world: ServiceWorld
    private let addRoutes: @Sendable (ServiceRoutes) -> Void
    private let addAdminRoutes: @Sendable (RouterGroup<APIContext>) -> Void
    /// What else the service runs (deliveries, checks by the calendar).
    private let background: [any Service]
    private let backups: BackupKeeper
    public let door: Door

    public init(
        world: ServiceWorld, kernel: ServiceKernel, operations: Operations = Operations(),
        background: [any Service] = [], door: Door = Door(),
        admin: @escaping @Sendable (RouterGroup<APIContext>) -> Void = { _ in },
        routes: @escaping @Sendable (ServiceRoutes) -> Void
    ) {
        self.world = world
        self.kernel = kernel
        self.operations = operations
        self.background = background
        self.door = door
        commands = CommandRunner(kernel.store)
        backups = BackupKeeper(store: kernel.store, settings: world.backup, logger: world.logger)
        addAdminRoutes = admin
        addRoutes = routes
    }

    /// What listens to people and programs.
    public func router() -> Router<APIContext> {
        let router = routes()
        router.refuseOtherMethods()
        return router
    }

    /// The routes for people and programs, each of them in the service's OpenAPI file.
    public func routes() -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: RequestFrame(kernel: kernel, headers: door.answerHeaders))
        let verifier = TokenVerifier(kernel: kernel)
        let signedIn = router.group().add(middleware: Authentication(verifier: verifier))
            .add(middleware: RefusalAudit(store: kernel.store)).add(middleware: PlainQuery())
            .add(middleware: Freshness(kernel: kernel))
        addRoutes(
            ServiceRoutes(
                open: router.group(), signedIn: signedIn, verifier: verifier, commands: commands, store: kernel.store,
                looks: BulkLooks(store: kernel.store)))
        return router
    }

    /// The routes for the operator.
    public func adminRouter() -> Router<APIContext> {
        AdminRoutes(
            kernel: kernel, operations: operations, backups: backups, listeners: world.listeners,
            token: world.adminToken, addOwn: addAdminRoutes
        ).router()
    }

    /// Everything that runs besides the listeners, in the order of starting.
    public var services: [any Service] {
        kernel.services { [backups] in await backups.oldest() } + background + [ScheduledBackups(backups)]
    }

    /// Serves until SIGTERM or SIGINT, then finishes what it holds: no new requests, the batch, the acknowledgements, the
    /// relay; within 20 seconds.
    public func run(_ configuration: ServiceConfiguration) async throws {
        let logger = world.logger
        let http = try door.listener(router(), configuration.http, logger: logger)
        let admin = try Door().listener(adminRouter(), configuration.admin, logger: logger)
        let group = ServiceGroup(
            configuration: .init(
                services: (services + [admin, http]).map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        logger.info("started", metadata: ["site": "\(configuration.site)", "store": "\(kernel.store.path)"])
        try await group.run()
        try await kernel.close()
        logger.info("stopped")
    }
}

/// Where a service hangs its routes.
public struct ServiceRoutes {
    /// For anybody: sign-in, public keys.
    public let open: RouterGroup<APIContext>
    /// For whoever has a valid token.
    public let signedIn: RouterGroup<APIContext>
    /// For an answer that outlasts the check before it.
    public let verifier: TokenVerifier
    public let commands: CommandRunner
    public let store: ServiceStore
    /// For lists of people.
    public let looks: BulkLooks
}

@available(*, unavailable)
extension ServiceRoutes: Sendable {}
