import Foundation
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// The Gateway from its parts: the one function that production and tests use. `world` is where it runs.
func buildGateway(_ world: ServiceWorld, _ settings: GatewaySettings) async throws -> ServiceApp {
    let documents = try APIDocuments(shareDirectory: world.shareDirectory)
    let messages = try MessageFiles(shareDirectory: world.shareDirectory)
    let store = try ServiceStore(
        directory: world.storeDirectory, service: .gateway, site: world.site, world: world.world,
        lockWait: world.lockWait, migrations: GatewayMigrations.register)
    let keyring = SigningKeyring(directory: world.storeDirectory)
    let rotation = KeyRotation(
        store: store, keyring: keyring, tokenLifetime: settings.tokenLifetime, logger: world.logger)
    try await rotation.start()

    let throttle = SignInThrottle()
    let desk = SignInDesk(
        store: store, hasher: PasswordHasher(cost: settings.passwordCost), keyring: keyring, throttle: throttle,
        settings: settings)
    let first = FirstSignIn(
        desk: desk, path: world.storeDirectory + "/first-sign-in", publicURL: settings.publicURL, logger: world.logger)
    try await first.offer(settings.bootstrap)

    let kernel = try await ServiceKernel(
        store: store, broker: world.broker, subscriptions: GatewaySubscriptions.events,
        timers: GatewaySubscriptions.timers, owned: GatewaySubscriptions.owned, restoring: RestoredSessions.handler,
        logger: world.logger)
    let verifier = TokenVerifier(store: store)
    let addresses = ClientAddress(trusted: settings.trustedProxies)
    let rate = AddressRate(settings.rate, addresses: addresses, world: world.world)
    // Last, for nothing may fail between its making and its running: it must be closed.
    let client = UpstreamClient()
    let proxy = Proxy(
        client: client, upstreams: settings.upstreams, timeout: settings.upstreamTimeout, addresses: addresses)
    return ServiceApp(
        world: world, kernel: kernel, operations: Operations(checks: GatewayChecks.all),
        background: [SessionSweep(store: store, limits: settings.sessionLimits, logger: world.logger), client]
    ) { routes in
        let routes = GatewayRoutes(routes, rate: rate, verifier: verifier)
        SignInRoutes(routes: routes, desk: desk, addresses: addresses).add()
        FirstSignInRoutes(routes: routes, first: first, throttle: throttle, addresses: addresses).add()
        MeRoutes(routes: routes, desk: desk, addresses: addresses).add()
        AccountRoutes(routes: routes, desk: desk).add()
        SessionRoutes(routes: routes, limits: settings.sessionLimits).add()
        KeyRoutes(routes: routes, rotation: rotation).add()
        ProxyRoutes(routes: routes, proxy: proxy).add()
        StatusRoutes(routes: routes, upstreams: settings.upstreams, client: client).add()
        DocumentRoutes(routes: routes, documents: documents).add()
        MessageDocumentRoutes(routes: routes, files: messages).add()
    }
}
