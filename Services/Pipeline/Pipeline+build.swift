import Foundation
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The whole service, for production and tests alike.
func buildPipeline(_ world: ServiceWorld) async throws -> ServiceApp {
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .pipeline, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: { PipelineMigrations.register(&$0) })
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: Subscriptions.events, inbound: Subscriptions.inbound,
        timers: Subscriptions.timers, owned: Subscriptions.owned, logger: world.logger)
    let operations = Operations(
        parameters: [QuoteRules.roundingParameter, QuoteRules.validityParameter], reports: Reports.all,
        checks: Checks.all)
    return ServiceApp(world: world, kernel: kernel, operations: operations) { routes in
        ProductRoutes(routes).add()
        UnitGroupRoutes(routes).add()
        CatalogueRoutes(routes).add()
        OpportunityRoutes(routes).add()
        QuoteRoutes(routes).add()
        AccessRoutes(routes, PipelineAccess.entities).add()
    }
}
