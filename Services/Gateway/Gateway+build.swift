import Foundation
import GRDB
import Logging
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The Gateway from its parts: the one function that production and tests use. `world` is where it runs.
func buildGateway(_ world: ServiceWorld, _ settings: GatewaySettings) async throws -> ServiceApp {
    let documents = try APIDocuments(shareDirectory: world.shareDirectory)
    let messages = try MessageFiles(shareDirectory: world.shareDirectory)
    let certificate = try settings.tls.map {
        try TLSCertificate(certificateFile: $0.certificate, keyFile: $0.key)
    }
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .gateway, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: GatewayMigrations.register)
    try await store.write { try SyncReadyMadeRoles().execute(in: $0) }
    let keyring = SigningKeyring(directory: world.storeDirectory)
    let rotation = KeyRotation(
        store: store, keyring: keyring, tokenLifetime: settings.tokenLifetime, logger: world.logger)
    try await rotation.start()

    let sealing = try SealingKey(directory: world.storeDirectory)
    if sealing.isNew, try store.readNow({ try SecondFactor.fetchCount($0) }) > 0 {
        world.logger.error("the file sealing-key is missing: of second factors only recovery codes are good any more")
    }

    let throttle = SignInThrottle()
    let desk = SignInDesk(
        store: store, hasher: PasswordHasher(cost: settings.passwordCost), keyring: keyring, sealing: sealing,
        throttle: throttle, settings: settings)
    let first = FirstSignIn(
        desk: desk, path: world.storeDirectory + "/first-sign-in", publicURL: settings.publicURL, logger: world.logger)
    try await first.offer(settings.bootstrap)
    let recovery = AccountRecovery(
        store: store, path: world.storeDirectory + "/account-recovery", settings: settings, logger: world.logger)
    try await recovery.offer()

    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: GatewaySubscriptions.events,
        timers: GatewaySubscriptions.timers, owned: GatewaySubscriptions.owned, restoring: RestoredSessions.handler,
        gathering: GatewaySubscriptions.audits, logger: world.logger)
    let addresses = ClientAddress(trusted: settings.trustedProxies)
    let forgotten = ForgottenPassword(store: store, settings: settings)
    let programs = ProgramDesk(
        store: store, keyring: keyring, lifetime: settings.tokenLifetime, logger: world.logger)
    let guards = GatewayRoutes.Guards(
        addresses: AddressRate(settings.rate, addresses: addresses, world: world.world),
        programs: ProgramTokens(desk: programs), people: Authentication(verifier: TokenVerifier(kernel: kernel)),
        accounts: AccountRate(people: settings.accountRate, programs: settings.programRate, world: world.world))
    // Last, for nothing may fail between its making and its running: it must be closed.
    let client = UpstreamClient()
    let proxy = Proxy(
        client: client, upstreams: settings.upstreams, timeout: settings.upstreamTimeout, addresses: addresses,
        tickets: ClientTickets(keyring: keyring, store: store, lifetime: settings.tokenLifetime))
    let watch = certificate.map { CertificateWatch(certificate: $0, world: world.world, logger: world.logger) }
    return ServiceApp(
        world: world, kernel: kernel,
        operations: Operations(
            parameters: [SecondFactorRule.parameter], reports: GatewayReports.all,
            checks: GatewayChecks.all + [GatewayChecks.secondFactorsOpen(with: sealing)]),
        background: [SessionSweep(store: store, limits: settings.sessionLimits, logger: world.logger), client]
            + (watch.map { [$0] } ?? []),
        door: GatewayDoor.make(settings, certificate), admin: { AuditAdminRoutes(store: store).add(to: $0) }
    ) { routes in
        let routes = GatewayRoutes(routes, guards: guards, addresses: addresses)
        SignInRoutes(routes: routes, desk: desk, addresses: addresses).add()
        FirstSignInRoutes(routes: routes, first: first, throttle: throttle, addresses: addresses).add()
        PasswordLinkRoutes(routes: routes, desk: desk, addresses: addresses).add()
        ForgottenPasswordRoutes(routes: routes, forgotten: forgotten, addresses: addresses).add()
        MeRoutes(routes: routes, desk: desk, addresses: addresses).add()
        SecondFactorRoutes(routes: routes, desk: desk, addresses: addresses).add()
        AccountRoutes(routes: routes, desk: desk).add()
        AccountPasswordRoutes(routes: routes, desk: desk).add()
        RoleRoutes(routes: routes).add()
        SessionRoutes(routes: routes, limits: settings.sessionLimits).add()
        APITokenRoutes(
            routes: routes, desk: programs, rate: guards.accounts, tokenLifetime: settings.tokenLifetime
        ).add()
        KeyRoutes(routes: routes, rotation: rotation).add()
        ProxyRoutes(routes: routes, proxy: proxy).add()
        OpenAddressRoutes(
            routes: routes, proxy: proxy, addresses: addresses, declared: OpenAddress.declared(in: documents.texts),
            now: world.world.now
        ).add()
        AuditRoutes(routes: routes).add()
        StatusRoutes(routes: routes, upstreams: settings.upstreams, client: client).add()
        DocumentRoutes(routes: routes, documents: documents).add()
        APIDocumentRoutes(routes: routes, documents: JoinedDocuments(documents.texts)).add()
        MessageDocumentRoutes(routes: routes, files: messages).add()
    }
}
