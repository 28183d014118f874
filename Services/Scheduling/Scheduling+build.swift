import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The whole service, for production and for tests.
func buildScheduling(_ world: ServiceWorld) async throws -> ServiceApp {
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .scheduling, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: SchedulingMigrations.register)
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: SchedulingSubscriptions.events,
        inbound: SchedulingSubscriptions.inbound, owned: SchedulingSubscriptions.owned, logger: world.logger)
    return ServiceApp(world: world, kernel: kernel, operations: .scheduling) { routes in
        BranchRoutes(routes: routes).add()
        EmployeeRoutes(routes: routes).add()
        AppointmentRoutes(routes: routes).add()
    }
}
