import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

struct StatusCheckRoutes {
    let routes: ServiceRoutes

    func add() {
        let (commands, store) = (routes.commands, routes.store)
        routes.signedIn.get("/status-check") { request, context in
            let person = try context.person
            let now = store.world.now()
            let day = try Self.day(request) ?? LocalZone.vietNam.day(of: now)
            let lines = try await store.read { try StatusCheckPreview(day: day).visible(to: person, at: now, $0) }
            return try Response.json(ItemsResponse(items: lines))
        }
        routes.signedIn.post("/status-check") { request, context in
            try await commands.post(
                request, context, CustomerRoutes.Nothing.self, status: .ok, location: { _ in "/status-check" }
            ) { transaction, _, person in
                try RunStatusCheckNow(person: person).execute(in: transaction)
            }
        }
    }

    /// The day for which the preview is asked; today where none is given.
    private static func day(_ request: Request) throws -> Day? {
        guard let text = request.uri.queryParameters["on"] else { return nil }
        guard let day = Day(String(text)) else {
            throw InputError.notAllowed(
                path: "on", allowed: Bilingual(en: "YYYY-MM-DD", vi: "ngày dạng YYYY-MM-DD"))
        }
        return day
    }
}
