import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The whole service, for production and for tests.
func buildScheduling(
    _ world: ServiceWorld, _ settings: SchedulingSettings = SchedulingSettings()
) async throws -> ServiceApp {
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .scheduling, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: SchedulingMigrations.register)
    try await store.write { try EnsureTeams().execute(in: $0) }
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: SchedulingSubscriptions.events,
        inbound: SchedulingSubscriptions.inbound, timers: SchedulingSubscriptions.timers,
        owned: SchedulingSubscriptions.owned, logger: world.logger)
    return ServiceApp(world: world, kernel: kernel, operations: .scheduling) { routes in
        BranchRoutes(routes: routes).add()
        TeamRoutes(routes: routes).add()
        EmployeeRoutes(routes: routes).add()
        WorkingTimeRoutes(routes: routes, now: world.world.now).add()
        AppointmentRoutes(routes: routes, now: world.world.now).add()
        InvitationRoutes(routes: routes, now: world.world.now).add()
        ActivityRoutes(routes: routes).add()
        ChecklistRoutes(routes: routes).add()
        CallRoutes(routes: routes, now: world.world.now).add()
        QueueRoutes(routes: routes, now: world.world.now).add()
        WorkRoutes(routes: routes, now: world.world.now).add()
        ProcedureRoutes(routes: routes, now: world.world.now).add()
        CustomFieldRoutes(routes: routes).add()
        BudgetItemRoutes(routes: routes).add()
        PlanRoutes(routes: routes).add()
        DiaryRoutes(routes: routes).add()
        CostReportRoutes(routes: routes).add()
        ProposalRoutes(routes: routes, proposing: Proposing(store: store, desk: PlannerDesk())).add()
        CalendarRoutes(routes: routes, now: world.world.now, publicURL: settings.publicURL).add()
        ProjectRoutes(routes: routes, now: world.world.now).add()
        RoomRoutes(routes: routes, now: world.world.now).add()
        FirmRoutes(routes: routes).add()
        ReportRoutes(routes: routes, now: world.world.now).add()
        AccessRoutes(routes, SchedulingAccess.entities).add()
    }
}
