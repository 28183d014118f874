import Documents
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Puts the service together; production and tests call this one.
func buildContracts(
    _ world: ServiceWorld, _ settings: ContractsSettings = ContractsSettings()
) async throws -> ServiceApp {
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .contracts, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: ContractsMigrations.register)
    try await AttachmentStore(store: store).deleteOrphans()
    let printer = DocumentPrinter(
        store: store,
        templates: try DocumentTemplates(
            directory: world.shareDirectory + "/Services/Contracts/Documents/Templates"),
        renderer: PDFRenderer(program: settings.pdfRenderer))
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: Subscriptions.events, inbound: Subscriptions.inbound,
        owned: Subscriptions.owned, restoring: RestoredNumbers.handler,
        logger: world.logger)
    let operations = Operations(
        parameters: ContractsParameters.all,
        reports: [
            RevenueReport.operation, UncountedCases.report, .customerAccounts(table: "customerAccount", id: "id"),
        ],
        checks: ContractsChecks.all)
    return ServiceApp(world: world, kernel: kernel, operations: operations) { routes in
        ContractRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        OrderRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        InvoiceRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        PaymentRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        DeliveryRoutes(commands: routes.commands, store: routes.store).add(to: routes.signedIn)
        ReportRoutes(store: routes.store, looks: routes.looks).add(to: routes.signedIn)
        AttachmentRoutes(store: routes.store).add(to: routes.signedIn)
        PrintRoutes(printer: printer).add(to: routes.signedIn)
        AccessRoutes(routes, ContractsAccess.entities).add()
    }
}
