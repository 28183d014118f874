import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The service as production and tests run it.
func buildCustomers(_ world: ServiceWorld) async throws -> ServiceApp {
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .customers, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: CustomersMigrations.register)
    try await store.write { try StatusCheckTimer.ensure(in: $0) }
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: Subscriptions.events, inbound: Subscriptions.inbound,
        timers: Subscriptions.timers, owned: Subscriptions.owned, logger: world.logger)
    return ServiceApp(world: world, kernel: kernel, operations: CustomersOperations.all) { routes in
        CustomerRoutes(routes: routes).add()
        ContactRoutes(routes: routes).add()
        InteractionRoutes(routes: routes).add()
        LeadRoutes(routes: routes).add()
        CaseRoutes(routes: routes).add()
        CaseReportRoutes(routes: routes).add()
        DuplicateRoutes(routes: routes).add()
        StatusCheckRoutes(routes: routes).add()
        PlaceRoutes(routes: routes).add()
        AccessRoutes(routes, CustomersAccess.entities).add()
    }
}
