import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// The gathered audits, filtered, newest first (ACC-5). Every filter has an index that is in the order of time, so a page
/// costs the same however many entries there are.
struct AuditSearch: Sendable {
    var request: ListRequest
    static let filters = [
        "act", "actor", "address", "correlation", "entity", "from", "origin", "recordId", "service", "to",
    ]
    static let mostPerPage = 200

    private var isNewestFirst: Bool { request.sort == nil || request.isDescending }
    private var sortName: String { isNewestFirst ? "-at" : "at" }

    func fetch(_ db: Database) throws -> Page<AuditItem> {
        guard (1...Self.mostPerPage).contains(request.limit) else { throw Self.invalid("limit", "\(request.limit)") }
        let items = try items(db, after: try cursorPlace(), limit: request.limit + 1)
        let page = Array(items.prefix(request.limit))
        guard items.count > request.limit, let last = page.last else { return Page(items: page, next: nil) }
        return Page(items: page, next: Self.cursor(sortName, last.place))
    }

    /// The entries after a place, in the order asked for.
    func items(_ db: Database, after place: Int64?, limit: Int) throws -> [AuditItem] {
        // What the inner query has put in order, joining leaves so by chance only.
        let items = try query(after: place, limit: limit).fetchAll(db)
        return items.sorted { isNewestFirst ? $0.place > $1.place : $0.place < $1.place }
    }

    /// How many there are, counted as far as `limit`.
    func count(_ db: Database, upTo limit: Int) throws -> Int {
        let (source, condition) = try parts(after: nil)
        let query: SQLRequest<Int> = """
            SELECT count(*) FROM (SELECT 1 FROM \(source) WHERE \(condition) LIMIT \(limit))
            """
        return try query.fetchOne(db) ?? 0
    }

    /// Those with their people's names, which are looked up for these only.
    func query(after place: Int64?, limit: Int) throws -> SQLRequest<AuditItem> {
        let (source, condition) = try parts(after: place)
        let direction: SQL = isNewestFirst ? "DESC" : "ASC"
        let order: SQL = request.search == nil ? "auditTrail.place" : "auditText.rowid"
        return """
            SELECT t.*, account.signInName, employeeCopy.name AS employeeName FROM
              (SELECT auditTrail.* FROM \(source) WHERE \(condition) ORDER BY \(order) \(direction) LIMIT \(limit)) t
            LEFT JOIN account ON account.id = t.actor LEFT JOIN employeeCopy ON employeeCopy.id = account.employeeId
            """
    }

    private func parts(after place: Int64?) throws -> (source: SQL, condition: SQL) {
        try check()
        var conditions: [SQL] = []
        var source: SQL = "auditTrail"
        var column: SQL = "auditTrail.place"
        if let text = request.search {
            guard let words = SearchFolding.query(text) else { throw Self.invalid("q", text) }
            // In this order: the index of words gives its rows in the order of time, and only those are looked up.
            (source, column) = (
                "auditText CROSS JOIN auditTrail ON auditTrail.place = auditText.rowid", "auditText.rowid"
            )
            conditions.append("auditText MATCH \(words)")
        }
        if let place { conditions.append(isNewestFirst ? "\(column) < \(place)" : "\(column) > \(place)") }
        if let from = try time("from") { conditions.append("\(column) >= \(AuditTrail.place(of: from))") }
        if let to = try time("to") { conditions.append("\(column) < \(AuditTrail.place(of: to))") }
        conditions += try equalities()
        return (source, conditions.isEmpty ? "1" : conditions.joined(separator: " AND "))
    }

    private func equalities() throws -> [SQL] {
        let texts = ["act", "address", "correlation", "entity", "recordId"].compactMap { name -> SQL? in
            guard let value = request.filters[name] else { return nil }
            return "auditTrail.\(sql: name) = \(value)"
        }
        let others: [SQL?] = [
            try filter("service") { text in ServiceName(rawValue: text).map { "auditTrail.service = \($0)" } },
            try filter("origin") { text in AuditOrigin(rawValue: text).map { "auditTrail.origin = \($0)" } },
            try filter("actor") { text in EntityID(text).map { "auditTrail.actor = \($0)" } },
        ]
        return texts + others.compactMap(\.self)
    }

    private func filter(_ name: String, _ make: (String) -> SQL?) throws -> SQL? {
        guard let value = request.filters[name] else { return nil }
        guard let condition = make(value) else { throw Self.invalid(name, value) }
        return condition
    }

    /// A time, or a day in Viet Nam: from its beginning, or to its end.
    private func time(_ name: String) throws -> Instant? {
        guard let text = request.filters[name] else { return nil }
        if let instant = Instant(text) { return instant }
        guard let day = Day(text) else { throw Self.invalid(name, text) }
        let beginning = LocalZone.vietNam.instant(of: day)
        return name == "to" ? beginning.adding(.seconds(86_400)) : beginning
    }

    private func check() throws {
        if let unknown = request.filters.keys.filter({ !Self.filters.contains($0) }).min() {
            throw CommonError.invalid(
                code: "unknown-filter", path: unknown,
                message: Bilingual(
                    en: "There is no filter \(unknown). There are: \(Self.filters.joined(separator: ", ")).",
                    vi: "Không có bộ lọc \(unknown). Các bộ lọc: \(Self.filters.joined(separator: ", "))."))
        }
        if let sort = request.sort, sort != "at" { throw Self.invalid("sort", sort) }
    }

    // MARK: Cursors

    func cursorPlace() throws -> Int64? {
        guard let cursor = request.cursor else { return nil }
        guard cursor.sort == sortName, case .integer(let place) = cursor.value else {
            throw Self.invalid("cursor", cursor.description)
        }
        return place
    }

    private static func cursor(_ sort: String, _ place: Int64) -> ServiceKit.Cursor {
        ServiceKit.Cursor(sort: sort, value: .integer(place), id: EntityID(high: 0, low: UInt64(bitPattern: place)))
    }

    static func invalid(_ name: String, _ value: String) -> CommonError {
        .invalid(
            code: "invalid-parameter", path: name,
            message: Bilingual(
                en: "The parameter \(name) cannot be \"\(value.prefix(100))\".",
                vi: "Tham số \(name) không nhận giá trị \"\(value.prefix(100))\"."))
    }
}

/// An entry of the trail, with the names of who did it.
struct AuditItem: FetchableRecord, Sendable {
    /// Names it here, and orders it by time.
    var place: Int64
    var service: ServiceName
    var row: AuditRow
    var bodyBytes: Int?
    var signInName: String?
    var employeeName: String?

    init(row: Row) throws {
        place = row["place"]
        service = row["service"]
        self.row = try AuditRow(row: row)
        bodyBytes = row["bodyBytes"]
        signInName = row["signInName"]
        employeeName = row["employeeName"]
    }

    /// Throws `CommonError.notFound`.
    static func fetch(_ id: String, _ db: Database) throws -> AuditItem {
        let item = try Int64(id).flatMap { place in
            try AuditItem.fetchOne(
                db,
                sql: """
                    SELECT t.*, account.signInName, employeeCopy.name AS employeeName FROM auditTrail t
                    LEFT JOIN account ON account.id = t.actor LEFT JOIN employeeCopy ON employeeCopy.id = account.employeeId
                    WHERE t.place = ?
                    """, arguments: [place])
        }
        guard let item else { throw CommonError.notFound(entity: "audit entry", id: String(id.prefix(64))) }
        return item
    }
}
