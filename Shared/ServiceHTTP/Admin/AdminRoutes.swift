import Crypto
import Foundation
import Hummingbird
import Messages
import ServiceKit
import Store
import Synchronization

/// The listener of the operator: health and metrics for machines, and behind the admin token what `quen` asks for.
struct AdminRoutes: Sendable {
    let kernel: ServiceKernel
    let operations: Operations
    let backups: BackupKeeper
    let listeners: [ListenerStatus]
    let token: String
    /// What only this service offers.
    let addOwn: @Sendable (RouterGroup<APIContext>) -> Void

    func router() -> Router<APIContext> {
        let router = Router(context: APIContext.self)
        router.add(middleware: RequestFrame(kernel: kernel))
        router.get("/livez") { _, _ in Response.text("ok\n") }
        router.get("/readyz", use: ready)
        router.get("/metrics") { [kernel] _, _ in
            Response.text(try await kernel.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        let admin = router.group("/admin").add(middleware: AdminToken(token: token))
        admin.get("status") { [kernel] _, _ in try Response.json(await kernel.status()) }
        admin.get("listeners") { [listeners] _, _ in try Response.json(listeners) }
        admin.get("check", use: check)
        admin.get("parameters", use: listParameters)
        admin.put("parameters/:name", use: setParameter)
        admin.get("reports/:name", use: report)
        admin.get("parked", use: listParked)
        admin.get("parked/:number", use: showParked)
        admin.post("parked/:number/replay", use: replay)
        admin.post("parked/:number/discard", use: discard)
        CopiesRoutes(kernel: kernel).add(to: admin)
        BackupRoutes(kernel: kernel, backups: backups).add(to: admin)
        OutboxRoutes(kernel: kernel).add(to: admin)
        TimerRoutes(kernel: kernel).add(to: admin)
        AuditRoutes(kernel: kernel).add(to: admin)
        addOwn(admin)
        router.refuseOtherMethods()
        return router
    }

    // MARK: Health

    private struct Readiness: Encodable {
        var status: String
        var degraded: [String]
    }

    /// Ready when store and migrations are; broker and lag are shown as degraded and do not take the API out.
    @Sendable private func ready(_ request: Request, _ context: APIContext) async throws -> Response {
        let status = try await kernel.status()
        var degraded: [String] = []
        if status.outboxOldestAge > 30 { degraded.append("outbox: oldest message waits \(status.outboxOldestAge) s") }
        if kernel.metrics.isBlocked.withLock({ $0 }) { degraded.append("the broker takes no publishes") }
        if await !kernel.hasCaughtUp(within: .zero) { degraded.append("what waited at the start is not applied yet") }
        if status.outboxHeld > 0 { degraded.append("outbox: \(status.outboxHeld) held") }
        if status.timersLag > 60 { degraded.append("timers: \(status.timersLag) s late") }
        for (state, count) in status.deferred.sorted(by: { $0.key < $1.key }) { degraded.append("\(count) \(state)") }
        return try Response.json(Readiness(status: degraded.isEmpty ? "ready" : "degraded", degraded: degraded))
    }

    // MARK: Checks, parameters, reports

    private struct CheckResult: Encodable {
        var name: String
        var faults: [String]
    }

    @Sendable private func check(_ request: Request, _ context: APIContext) async throws -> Response {
        var results = [
            CheckResult(name: "store integrity", faults: try await kernel.store.integrityCheck()),
            CheckResult(name: "audit", faults: try await kernel.store.auditFaults()),
        ]
        for check in operations.checks {
            results.append(CheckResult(name: check.name, faults: try await kernel.store.read { try check.run($0) }))
        }
        return try Response.json(results)
    }

    @Sendable private func listParameters(_ request: Request, _ context: APIContext) async throws -> Response {
        let (definitions, now) = (operations.parameters, kernel.store.world.now())
        return try Response.json(try await kernel.store.read { try Parameters.all(definitions, at: now, $0) })
    }

    private struct NewValue: Decodable, Sendable {
        var value: String
        var qualifier: String?
    }

    @Sendable private func setParameter(_ request: Request, _ context: APIContext) async throws -> Response {
        let name = context.parameters.get("name") ?? ""
        guard let definition = operations.parameters.first(where: { $0.name == name }) else {
            throw CommonError.notFound(entity: "parameter", id: name)
        }
        let input = try await request.decoded(NewValue.self)
        try await kernel.store.write(cause: context.cause) { transaction in
            try Parameters.set(definition, qualifier: input.qualifier ?? "", value: input.value, in: transaction)
        }
        return try await listParameters(request, context)
    }

    @Sendable private func report(_ request: Request, _ context: APIContext) async throws -> Response {
        let name = context.parameters.get("name") ?? ""
        let by = request.uri.queryParameters["by"].map(String.init) ?? ""
        guard let report = operations.reports.first(where: { $0.name == name && $0.by == by }) else {
            throw CommonError.notFound(entity: "report", id: "\(name) by \(by)")
        }
        let rows = try await kernel.store.read { try report.rows($0) }
        return try Response.json(ReportTable(columns: report.columns, rows: rows))
    }

    // MARK: Parked messages

    private func parked(_ context: APIContext) -> ParkedMessages { ParkedMessages(kernel, by: context.cause) }

    @Sendable private func listParked(_ request: Request, _ context: APIContext) async throws -> Response {
        let query = request.uri.queryParameters
        return try Response.json(
            await parked(context).list(
                state: query["state"].map(String.init), before: query["before"].flatMap { Int64($0) },
                limit: min(query["limit"].flatMap { Int($0) } ?? 50, 200)))
    }

    @Sendable private func showParked(_ request: Request, _ context: APIContext) async throws -> Response {
        try Response.json(await parked(context).show(try number(context)))
    }

    private struct Replay: Decodable, Sendable {
        /// The corrected message, where it was edited.
        var body: String?
    }

    @Sendable private func replay(_ request: Request, _ context: APIContext) async throws -> Response {
        let (number, input) = (try number(context), try await request.decoded(Replay.self))
        try await parked(context).replay(number, editedBody: input.body.map { Array($0.utf8) })
        return Response(status: .noContent)
    }

    private struct Discard: Decodable, Sendable {
        var reason: String
    }

    @Sendable private func discard(_ request: Request, _ context: APIContext) async throws -> Response {
        let (number, input) = (try number(context), try await request.decoded(Discard.self))
        try await parked(context).discard(number, reason: input.reason)
        return Response(status: .noContent)
    }

    private func number(_ context: APIContext) throws -> Int64 {
        let text = context.parameters.get("number") ?? ""
        guard let number = Int64(text) else { throw CommonError.notFound(entity: "deferred message", id: text) }
        return number
    }
}

/// Lets in whoever shows the operator's token, compared in constant time.
private struct AdminToken: RouterMiddleware {
    let token: String

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let given = request.bearer ?? ""
        // Hashes have equal lengths, and comparing them takes the same time wherever they differ.
        let isRight = SHA256.hash(data: Array(given.utf8)) == SHA256.hash(data: Array(token.utf8))
        guard isRight, !token.isEmpty else { throw TokenError.missing }
        var context = context
        // Whoever has the token may call himself what he likes: the audit says that he says so.
        let name = request.headers[.quenOperator].map { $0.filter { $0.isASCII && !$0.isWhitespace }.prefix(64) } ?? ""
        context.operatorName = name.isEmpty ? "unnamed" : "says:\(name)"
        return try await next(request, context)
    }
}
