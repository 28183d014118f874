import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

struct PlaceRoutes {
    let routes: ServiceRoutes

    func add() {
        let (commands, store) = (routes.commands, routes.store)
        routes.signedIn.get("/places") { request, _ in
            let list = PlaceList(province: request.uri.queryParameters["province"].map(String.init))
            return try Response.json(ItemsResponse(items: try await store.read { try list.fetch($0) }))
        }
        routes.signedIn.post("/places") { request, context in
            try await commands.post(
                request, context, LoadPlaces.Input.self, status: .ok, location: { _ in "/places" }
            ) { transaction, input, person in
                try LoadPlaces(input: input, person: person).execute(in: transaction)
            }
        }
    }
}
