import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// Documents to be printed: `language=vi|en`, `format=html|pdf`, `version` of the template, the newest where it is left out.
struct PrintRoutes {
    let printer: DocumentPrinter

    func add(to group: RouterGroup<APIContext>) {
        group.get("/contracts/:id/print") { request, context in
            try await print(.contract(try Self.one("contract", context)), request, context)
        }
        group.get("/contracts/:id/liquidation/print") { request, context in
            try await print(.liquidation(try Self.one("contract", context)), request, context)
        }
        group.get("/orders/:id/print") { request, context in
            try await print(.order(try Self.one("order", context)), request, context)
        }
        group.get("/invoices/:id/print") { request, context in
            try await print(.invoice(try Self.one("invoice", context)), request, context)
        }
        group.get("/acceptances/:id/print") { request, context in
            try await print(.acceptance(try Self.one("acceptance", context)), request, context)
        }
        group.get("/customer-accounts/:id/statement/print") { request, context in
            try await print(.statement(try statement(request, context)), request, context)
        }
        group.get("/customer-accounts/:id/reminder/print") { request, context in
            try await print(.reminder(try statement(request, context), today: today), request, context)
        }
        group.get("/invoices/:id/xml") { request, context in
            let text = try await printer.xml(of: try Self.one("invoice", context))
            return Response.text(text, type: "application/xml; charset=utf-8")
        }
    }

    private enum Format: String, CaseIterable { case html, pdf }

    private static func one<R: OwnedRecord>(_ entity: String, _ context: APIContext) throws -> OneRecord<R> {
        OneRecord<R>(id: try context.id(entity: entity), person: try context.person)
    }

    private func statement(_ request: Request, _ context: APIContext) throws -> BalanceStatement {
        try request.statement(try context.id(entity: "customer-account"), try context.person, today)
    }

    private func print(_ what: Printable, _ request: Request, _ context: APIContext) async throws -> Response {
        let language: Language = try request.choice("language") ?? context.language
        let format: Format = try request.choice("format") ?? .html
        let version = try request.text("version").map { text in
            guard let version = Int(text) else { throw PrintingError.unknownVersion(0) }
            return version
        }
        guard format == .pdf else {
            let html = try await printer.html(what, language, version: version)
            var response = Response.text(html, type: "text/html; charset=utf-8")
            // The page needs its own styles and nothing else.
            response.headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
            return response
        }
        let bytes = try await printer.pdf(what, language, version: version)
        return Response(
            status: .ok, headers: [.contentType: "application/pdf", .contentDisposition: "inline"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private var today: Day { LocalZone.vietNam.day(of: printer.store.world.now()) }
}
