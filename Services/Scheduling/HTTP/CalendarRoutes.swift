import Foundation
import HTTPTypes
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Calendars, free and busy times, the feed and files (SCH-8).
struct CalendarRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant
    /// The Gateway's address, where it is known.
    let publicURL: String?

    func add() {
        addViews()
        addFeed()
        addImport()
    }

    private func addViews() {
        let (store, now) = (routes.store, now)
        routes.signedIn.get("calendar") { request, context in
            try context.person.require(.appointments, .view)
            let query = try Self.view(request.list().filters, try context.person)
            return try Response.json(try await store.read { try query.fetch($0) })
        }
        routes.signedIn.get("free-busy") { request, context in
            try context.person.require(.employees, .view)
            let filters = try request.list().filters
            let query = FreeBusy(
                employees: try Self.employees(filters["employees"]),
                days: try request.days(
                    most: FreeBusy.mostDays, from: now(), beside: ["employees", "minutes", "timeZone"]),
                minutes: try Self.minutes(filters["minutes"]), zone: try Self.zone(filters["timeZone"]),
                person: try context.person)
            return try Response.json(try await store.read { try query.fetch($0) })
        }
    }

    private static func view(_ filters: [String: String], _ person: Person) throws -> CalendarView {
        guard let period = CalendarView.Period(rawValue: filters["view"] ?? "") else { throw CalendarError.viewInvalid }
        guard let date = filters["date"].flatMap({ Day($0) }), FirmTime.years.contains(date.year) else {
            throw CalendarError.dateInvalid
        }
        let targets: [CalendarView.Target] = ["employee", "team", "customer", "room"].compactMap { name in
            guard let id = filters[name].flatMap({ EntityID($0) }) else { return nil }
            switch name {
            case "employee": return .employee(id)
            case "team": return .team(id)
            case "room": return .room(id)
            default: return .customer(id)
            }
        }
        let others = Set(filters.keys).subtracting(["timeZone"])
        guard targets.count == 1, others.count == 3 else { throw CalendarError.oneTarget }
        return CalendarView(
            period: period, date: date, target: targets[0], zone: try zone(filters["timeZone"]), person: person)
    }

    /// Whoever is abroad sees days of their own; Viet Nam's where nothing is said.
    private static func zone(_ text: String?) throws -> LocalZone {
        guard let text else { return .vietNam }
        guard text.count <= 64, let zone = LocalZone(text) else { throw CalendarError.zoneUnknown }
        return zone
    }

    private static func employees(_ text: String?) throws -> [EntityID] {
        let most = FreeBusy.mostEmployees
        let parts = (text ?? "").split(separator: ",", omittingEmptySubsequences: false).prefix(most + 1)
        let ids = parts.compactMap { EntityID(String($0)) }
        guard ids.count == parts.count, Set(ids).count == ids.count, (1...most).contains(ids.count) else {
            throw CalendarError.employeesInvalid(most: most)
        }
        return ids
    }

    private static func minutes(_ text: String?) throws -> Int {
        guard let text else { return 15 }
        guard let minutes = Int(text), (1...1440).contains(minutes) else { throw CalendarError.minutesInvalid }
        return minutes
    }

    // MARK: The feed

    private func addFeed() {
        let (store, now, publicURL) = (routes.store, now, publicURL)
        routes.signedIn.get("calendar-feed") { _, context in
            let employee = try context.person.ownCalendar
            let feed = try await store.read { try CalendarFeedRecord.of(employee, $0) }
            return try Response.json(
                FeedAnswer(employeeId: employee, isActive: feed != nil, createdAt: feed?.createdAt))
        }
        // No Idempotency-Key: the address is shown once, and asking again makes another that replaces it.
        routes.signedIn.post("calendar-feed") { _, context in
            let (token, person) = (FeedToken(), try context.person)
            let feed = try await store.write(cause: context.cause) { transaction in
                try MakeCalendarFeed(token: token, person: person.asking(at: transaction.now)).execute(in: transaction)
            }
            let path = "\(Self.feeds)\(token.text).ics"
            var answer = try Response.json(
                FeedAnswer(
                    employeeId: feed.employeeId, isActive: true, createdAt: feed.createdAt, path: path,
                    url: publicURL.map { $0 + path }))
            answer.status = .created
            answer.headers[.cacheControl] = "no-store"
            return answer
        }
        routes.signedIn.delete("calendar-feed") { _, context in
            try await revoke(nil, context)
        }
        routes.signedIn.group("employees").delete(":id/calendar-feed") { _, context in
            try await revoke(try context.id(entity: "employee"), context)
        }
        for method in [HTTPRequest.Method.get, .head] {
            routes.open.on("calendar-feeds/:token", method: method) { request, context in
                let token = FeedToken(path: context.parameters.get("token") ?? "")
                let file = try await store.read { db in
                    try token.flatMap { try CalendarFeed(token: $0, now: now()).text(db).map { FeedFile($0) } }
                }
                // The address is a secret: it is not repeated.
                guard let file else { throw CommonError.notFound(entity: "calendar-feed", id: "…") }
                return file.response(to: request)
            }
        }
        @Sendable func revoke(_ employee: EntityID?, _ context: APIContext) async throws -> Response {
            let person = try context.person
            try await store.write(cause: context.cause) { transaction in
                try RevokeCalendarFeed(employeeOfAnother: employee, person: person.asking(at: transaction.now))
                    .execute(in: transaction)
            }
            return Response(status: .noContent)
        }
    }

    struct FeedAnswer: Encodable {
        var employeeId: EntityID
        var isActive: Bool
        var createdAt: Instant?
        /// Through the Gateway. Only in the answer that made it.
        var path: String?
        /// The same with the Gateway's address, where that is known: what a calendar program is given.
        var url: String?
    }

    /// Where the Gateway serves feeds.
    private static let feeds = "/api/scheduling/calendar-feeds/"

    // MARK: Files

    private func addImport() {
        let (store, now) = (routes.store, now)
        routes.signedIn.post("calendar-imports") { request, context in
            let person = try context.person
            _ = try person.ownCalendar
            try person.require(.appointments, .create)
            let force = try request.list().filters["force"] == "true"
            let buffer = try await request.collected(upTo: APIContext.maxBody)
            let upload = try CalendarUpload(Data(buffer.readableBytesView), receivedAt: now())
            var results = upload.unreadable
            for batch in upload.batches(force: force, by: person) {
                results += try await store.write(cause: context.cause) { try batch.execute(in: $0) }
            }
            let language = context.language
            return try Response.json(EmployeeRoutes.Items(items: results.map { ImportLine($0, language) }))
        }
    }

    struct ImportLine: Encodable, Sendable {
        var uid: String?
        var title: String?
        var result: ImportResult.Outcome
        var appointmentId: EntityID?
        var startsAt: Instant?
        var endsAt: Instant?
        var recurrenceId: Instant?
        var isFree: Bool?
        var isLeftOut: Bool?
        var code: String?
        var detail: String?
        var clashes: [Clash]?
        var line: Int?

        init(_ result: ImportResult, _ language: Language) {
            (uid, title, self.result) = (result.uid, result.title, result.outcome)
            (appointmentId, code, line) = (result.appointmentId, result.code, result.line)
            (startsAt, endsAt) = (result.span?.startsAt, result.span?.endsAt)
            (recurrenceId, clashes) = (result.recurrenceId, result.clashes.isEmpty ? nil : result.clashes)
            (isFree, isLeftOut) = (result.isFree ? true : nil, result.isLeftOut ? true : nil)
            detail = result.message?.text(in: language)
        }
    }
}
