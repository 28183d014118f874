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
    let templates = MailTemplates(directory: world.shareDirectory + "/Services/Notifications/Templates")
    let mailer = settings.smtp.flatMap { smtp in
        SMTPClient(smtp).map { client in
            MailWorker(
                store: store, client: client, from: smtp.from, templates: templates, doorbell: settings.mailDoorbell,
                logger: world.logger)
        }
    }
    // With a connection of its own, so that no other mail keeps somebody waiting who cannot sign in.
    let linkMailer = settings.smtp.flatMap { smtp in
        SMTPClient(smtp).flatMap { client in
            settings.linkSeal.map { seal in
                PasswordMailWorker(
                    store: store, client: client, seal: seal, from: smtp.from, templates: templates,
                    doorbell: settings.passwordDoorbell, logger: world.logger)
            }
        }
    }
    let kernel = try await ServiceKernel(
        store: store, broker: world.broker,
        subscriptions: NotificationsSubscriptions.events(canMailLinks: linkMailer != nil),
        timers: NotificationsSubscriptions.timers(canMail: mailer != nil),
        owned: NotificationsSubscriptions.owned, restoring: RestoredDeliveries.handler, logger: world.logger)
    let hub = settings.hub
    let raised = AlertState.type("raised").wireName
    store.onCommit { summary in
        if summary.signals.contains(.mail) { settings.passwordDoorbell.signal() }
        if summary.signals.contains(.access) { hub.accessChanged() }
        guard summary.published.contains(where: { $0.type == raised }) else { return }
        settings.mailDoorbell.signal()
        hub.poke()
    }
    let mailers: [any Service] = (mailer.map { [$0] } ?? []) + (linkMailer.map { [$0] } ?? [])
    return ServiceApp(
        world: world, kernel: kernel, operations: .notifications, background: mailers
    ) { routes in
        AlertRoutes(routes: routes).add()
        InboxRoutes(routes: routes, hub: hub, heartbeat: settings.heartbeat).add()
        AccessRoutes(routes, NotificationsAccess.entities).add()
    }
}
