import Messages
import ServiceHTTP
import ServiceKit
import ServiceLifecycle
import Store

/// The whole service, for production and for tests.
func buildNotifications(_ world: ServiceWorld, _ settings: NotificationsSettings) async throws -> ServiceApp {
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .notifications, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: NotificationsMigrations.register)
    let mailer = settings.smtp.flatMap { smtp in
        SMTPClient(smtp).map { client in
            MailWorker(
                store: store, client: client, from: smtp.from,
                templates: MailTemplates(directory: world.shareDirectory + "/Services/Notifications/Templates"),
                doorbell: settings.mailDoorbell, logger: world.logger)
        }
    }
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: NotificationsSubscriptions.events,
        timers: NotificationsSubscriptions.timers(canMail: mailer != nil),
        owned: NotificationsSubscriptions.owned, restoring: RestoredDeliveries.handler, logger: world.logger)
    let hub = settings.hub
    let raised = AlertState.type("raised").wireName
    store.onCommit { summary in
        guard summary.published.contains(where: { $0.type == raised }) else { return }
        settings.mailDoorbell.signal()
        hub.poke()
    }
    return ServiceApp(
        world: world, kernel: kernel, operations: .notifications, background: mailer.map { [$0] } ?? []
    ) { routes in
        AlertRoutes(routes: routes).add()
        InboxRoutes(routes: routes, hub: hub, heartbeat: settings.heartbeat).add()
    }
}
