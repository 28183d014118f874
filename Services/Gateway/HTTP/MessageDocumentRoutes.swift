import Foundation
import Hummingbird
import Messages
import ServiceHTTP

/// What goes over the broker, for people and programs (MSG-2): `GET /docs/messages` to read, `/asyncapi.yaml` with the
/// schemas and samples that it refers to.
struct MessageDocumentRoutes {
    let routes: GatewayRoutes
    let files: MessageFiles

    func add() {
        let files = files
        routes.open.get("/docs/messages") { request, context in
            Response.page(MessagePage(frame: DocumentFrame(request, context), files: files).index)
        }
        routes.open.get("/docs/messages/:name") { request, context in
            let name = context.parameters.get("name") ?? ""
            guard let page = MessagePage(frame: DocumentFrame(request, context), files: files).message(name) else {
                throw CommonError.notFound(entity: "message", id: String(name.prefix(64)))
            }
            return Response.page(page)
        }
        routes.open.get("/asyncapi.yaml") { _, _ in try Self.file("asyncapi.yaml", files) }
        for kind in ["Schemas", "Samples"] {
            routes.open.get("/\(kind)/**") { _, context in
                let path = context.parameters.getCatchAll().joined(separator: "/")
                return try Self.file("\(kind)/\(path)", files)
            }
        }
    }

    private static func file(_ path: String, _ files: MessageFiles) throws -> Response {
        guard let text = files.texts[path] else {
            throw CommonError.notFound(entity: "document", id: String(path.prefix(128)))
        }
        let type =
            path.hasPrefix("Schemas/")
            ? "application/schema+json" : path.hasPrefix("Samples/") ? "application/json" : "application/yaml"
        return Response.text(text, type: type)
    }
}
