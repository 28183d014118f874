import Foundation
import Hummingbird
import ServiceHTTP
import ServiceKit
import Store

/// Where the Gateway hangs its routes: each behind the limit by address, most behind a token.
struct GatewayRoutes {
    let open: RouterGroup<APIContext>
    /// For people and programs.
    let signedIn: RouterGroup<APIContext>
    /// For people only: what is about one's own account.
    let people: RouterGroup<APIContext>
    /// Where administrative acts ask for the password again, after the permission was checked.
    let confirmation: Confirmation
    let commands: CommandRunner
    let store: ServiceStore
    let looks: BulkLooks

    init(_ routes: ServiceRoutes, guards: Guards, addresses: ClientAddress) {
        open = routes.open.group().add(middleware: guards.addresses)
            .add(middleware: ClientAddressNoting(addresses: addresses))
        signedIn = open.group().add(middleware: guards.programs).add(middleware: guards.people)
            .add(middleware: RefusalAudit(store: routes.store)).add(middleware: guards.accounts)
        people = signedIn.group().add(middleware: PeopleOnly())
        confirmation = Confirmation(store: routes.store)
        looks = routes.looks
        commands = routes.commands
        store = routes.store
    }

    /// What stands before the routes, in this order.
    struct Guards: Sendable {
        var addresses: AddressRate
        var programs: ProgramTokens
        var people: Authentication
        var accounts: AccountRate
    }
}

/// Turns programs away, in words that say why.
private struct PeopleOnly: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard try !context.person.isProgram else { throw APITokenError.forPeople }
        return try await next(request, context)
    }
}

@available(*, unavailable)
extension GatewayRoutes: Sendable {}
