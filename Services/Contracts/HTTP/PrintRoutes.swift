import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore
import ServiceHTTP
import ServiceKit
import Store

/// Documents to be printed: `language=vi|en`, `format=html|pdf`, `version` of the template, the newest where it is left out;
/// of a contract `text=signed|consolidated`.
struct PrintRoutes {
    let printer: DocumentPrinter

    func add(to group: RouterGroup<APIContext>) {
        group.get("/contracts/:id/print") { request, context in
            let text: ContractText = try request.choice("text") ?? .signed
            let contract: OneRecord<Contract> = try Self.one("contract", context)
            return try await print(.contract(contract, isConsolidated: text == .consolidated), request, context)
        }
        group.get("/contracts/:id/annexes/:number/print") { request, context in
            let contract: OneRecord<Contract> = try Self.one("contract", context)
            return try await print(.annex(contract, number: try Self.number("annex", context)), request, context)
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
        group.get("/invoices/:id/notices/:number/print") { request, context in
            let invoice: OneRecord<Invoice> = try Self.one("invoice", context)
            return try await print(.notice(invoice, number: try Self.number("notice", context)), request, context)
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
    private enum ContractText: String, CaseIterable { case signed, consolidated }

    private static func one<R: OwnedRecord>(_ entity: String, _ context: APIContext) throws -> OneRecord<R> {
        OneRecord<R>(id: try context.id(entity: entity), person: try context.person)
    }

    /// Which annex or notice of a record.
    private static func number(_ entity: String, _ context: APIContext) throws -> Int {
        let text = context.parameters.get("number") ?? ""
        guard let number = Int(text) else { throw CommonError.notFound(entity: entity, id: text) }
        return number
    }

    private func statement(_ request: Request, _ context: APIContext) throws -> BalanceStatement {
        let (account, person) = (try context.id(entity: "customer-account"), try context.person)
        try person.require(.payments, .view)
        let statement = try request.statement(account, person, today)
        guard statement.period.to <= today else { throw StatementError.inFuture(today) }
        return statement
    }

    private func print(_ what: Printable, _ request: Request, _ context: APIContext) async throws -> Response {
        try request.takesOnly(["language", "format", "version"] + what.parameters)
        let language: Language = try request.choice("language") ?? context.language
        let format: Format = try request.choice("format") ?? .html
        let version = try request.text("version").map { text in
            guard let version = Int(text) else { throw PrintingError.unknownVersion(0) }
            return version
        }
        let page = try await printer.page(what, language, version: version)
        guard format == .pdf else {
            var response = Response.text(page.html, type: "text/html; charset=utf-8")
            response.headers[.contentDisposition] = "inline; \(Response.fileName("\(page.name).html"))"
            // The page needs its own styles and nothing else.
            response.headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'"
            return response
        }
        let bytes = try await printer.pdf(of: page)
        let name = Response.fileName("\(page.name).pdf")
        return Response(
            status: .ok, headers: [.contentType: "application/pdf", .contentDisposition: "inline; \(name)"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private var today: Day { LocalZone.vietNam.day(of: printer.store.world.now()) }
}

extension Printable {
    /// The parameters that it has beside those of every document.
    fileprivate var parameters: [String] {
        switch self {
        case .contract: ["text"]
        case .statement, .reminder: ["from", "to", "currency"]
        case .annex, .liquidation, .order, .invoice, .notice, .acceptance: []
        }
    }
}
