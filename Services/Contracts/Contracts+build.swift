import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Puts the service together; production and tests call this one.
func buildContracts(_ world: ServiceWorld) async throws -> ServiceApp {
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .contracts, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: ContractsMigrations.register)
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: Subscriptions.events, inbound: Subscriptions.inbound,
        owned: Subscriptions.owned, restoring: RestoredNumbers.handler,
        logger: world.logger)
    let operations = Operations(
        parameters: ContractsParameters.all,
        reports: [RevenueReport.operation, .customerAccounts(table: "customerAccount", id: "id")],
        checks: ContractsChecks.all)
    return ServiceApp(world: world, kernel: kernel, operations: operations) { routes in
        ContractRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        OrderRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        InvoiceRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        PaymentRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        ReportRoutes(store: routes.store).add(to: routes.signedIn)
        AccessRoutes(routes, ContractsAccess.entities).add()
    }
}
