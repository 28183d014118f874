import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The whole service, for production and for tests.
func buildScheduling(_ world: ServiceWorld) async throws -> ServiceApp {
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .scheduling, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: SchedulingMigrations.register)
    try await store.write { try EnsureTeams().execute(in: $0) }
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: SchedulingSubscriptions.events,
        inbound: SchedulingSubscriptions.inbound, owned: SchedulingSubscriptions.owned, logger: world.logger)
    return ServiceApp(world: world, kernel: kernel, operations: .scheduling) { routes in
        BranchRoutes(routes: routes).add()
        TeamRoutes(routes: routes).add()
        EmployeeRoutes(routes: routes).add()
        WorkingTimeRoutes(routes: routes, now: world.world.now).add()
        AppointmentRoutes(routes: routes).add()
        InvitationRoutes(routes: routes, now: world.world.now).add()
        ActivityRoutes(routes: routes).add()
        ProposalRoutes(routes: routes, proposing: Proposing(store: store, desk: PlannerDesk())).add()
        CalendarRoutes(routes: routes, now: world.world.now).add()
        AccessRoutes(routes, SchedulingAccess.entities).add()
    }
}
