import Foundation
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit

/// `GET /openapi`: the OpenAPI documents of all services under one address (ACC-7).
struct DocumentRoutes {
    let routes: GatewayRoutes
    let documents: APIDocuments

    struct IndexResponse: Encodable, Sendable {
        var documents: [Entry]

        struct Entry: Encodable, Sendable {
            var service: ServiceName
            /// Where the document lies.
            var document: String
            /// What stands before its paths.
            var server: String
        }
    }

    func add() {
        let documents = documents
        routes.open.get("/openapi") { _, _ in
            let entries = ServiceName.allCases.map { service in
                IndexResponse.Entry(
                    service: service, document: "/openapi/\(service.rawValue).yaml",
                    server: service == .gateway ? "/" : "/api/\(service.rawValue)")
            }
            return try Response.json(IndexResponse(documents: entries))
        }
        routes.open.get("/openapi/:name") { _, context in
            let name = context.parameters.get("name") ?? ""
            guard name.hasSuffix(".yaml"), let service = ServiceName(rawValue: String(name.dropLast(5))),
                let text = documents.texts[service]
            else { throw CommonError.notFound(entity: "document", id: String(name.prefix(64))) }
            return Response.text(text, type: "application/yaml")
        }
    }
}

/// The services' OpenAPI documents, as they lie in the share directory.
struct APIDocuments: Sendable {
    let texts: [ServiceName: String]

    /// Throws `ConfigurationFaults` that name each missing file.
    init(shareDirectory: String) throws {
        var texts: [ServiceName: String] = [:]
        var faults: [String] = []
        for service in ServiceName.allCases {
            let path = "\(shareDirectory)/Services/\(service.rawValue.capitalized)/HTTP/openapi.yaml"
            if let data = FileManager.default.contents(atPath: path) {
                texts[service] = String(decoding: data, as: UTF8.self)
            } else {
                faults.append("share.directory (--share-directory): \(path) is missing")
            }
        }
        guard faults.isEmpty else { throw ConfigurationFaults(faults) }
        self.texts = texts
    }
}
