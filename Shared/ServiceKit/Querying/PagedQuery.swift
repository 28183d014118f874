import Foundation
import GRDB
import Messages
import Store

/// A list in SQL: from a table, within a person's scope, filtered, sorted and cut into pages by the last row's values.
///
///     var query = PagedQuery("customer", sorts: ["name": "nameFolded", "code": "code"], defaultSort: "name")
///     try query.filter(within: RowScope(person, .customer), request)
///     query.filter(request, "status") { "customer.status = \($0)" }
///     let page = try query.fetch(Customer.self, request, db)
public struct PagedQuery: Sendable {
    private let table: String
    private let sorts: [String: String]
    private let defaultSort: String
    private var conditions: [SQL] = []
    private var known: Set<String> = []
    public static let maxLimit = 200

    /// `sorts` names what clients may sort by, and the expression for each; none may be null.
    public init(_ table: String, sorts: [String: String], defaultSort: String) {
        self.table = table
        self.sorts = sorts
        self.defaultSort = defaultSort
    }

    public mutating func filter(_ condition: SQL) { conditions.append("(\(condition))") }

    /// Adds a condition where the client gave the filter `name`. `make` throws for a value that it cannot read.
    public mutating func filter(_ request: ListRequest, _ name: String, _ make: (String) throws -> SQL?) throws {
        known.insert(name)
        guard let value = request.filters[name] else { return }
        guard let condition = try make(value) else {
            throw CommonError.invalid(
                code: "invalid-filter", path: name,
                message: Bilingual(
                    en: "The filter \(name) cannot be \"\(value)\".",
                    vi: "Bộ lọc \(name) không nhận giá trị \"\(value)\"."))
        }
        filter(condition)
    }

    /// The same for one of the values of an enumeration; whoever gives another hears which there are.
    public mutating func filter<Value: RawRepresentable<String> & CaseIterable>(
        _ request: ListRequest, _ name: String, _ type: Value.Type, _ make: (Value) -> SQL
    ) throws {
        try filter(request, name) { text in
            guard let value = Value(rawValue: text) else {
                throw Self.invalidFilter(name, text, .oneOf(type.allCases.map(\.rawValue)))
            }
            return make(value)
        }
    }

    /// The same for a value that is written in one way only, such as an id.
    public mutating func filter<Value: FilterValue>(
        _ request: ListRequest, _ name: String, _ type: Value.Type, _ make: (Value) throws -> SQL
    ) throws {
        try filter(request, name) { text in
            guard let value = Value(text) else { throw Self.invalidFilter(name, text, type.form) }
            return try make(value)
        }
    }

    private static func invalidFilter(_ name: String, _ value: String, _ form: Bilingual) -> CommonError {
        let value = value.prefix(100)
        return .invalid(
            code: "invalid-filter", path: name,
            message: Bilingual(
                en: "The filter \(name) cannot be \"\(value)\". Give \(form.en).",
                vi: "Bộ lọc \(name) không nhận giá trị \"\(value)\". Hãy dùng \(form.vi)."))
    }

    /// Only rows within the person's reach; of what can be shared, with `shared` only those that are shared with the person
    /// (`with-me`) or that they shared (`by-me`).
    /// - Parameter comesLast: where other conditions find fewer rows than the scope would. SQLite, which takes an index of
    ///   branches for a good one, is kept from it: of two million appointments a branch's took seconds.
    public mutating func filter(within scope: RowScope, _ request: ListRequest, comesLast: Bool = false) throws {
        filter(comesLast ? "+\(scope.condition(table))" : scope.condition(table))
        guard scope.entity.isShareable else { return }
        let id = SQL(sql: "\(table).id")
        try filter(request, "shared", SharedView.self) { "\(id) IN \($0.records(of: scope.entity, scope.person))" }
    }

    /// One page; rows are read by `Row`'s own columns. Throws for an unknown filter, sort or foreign cursor.
    public func fetch<R: FetchableRecord & Sendable>(_ type: R.Type, _ request: ListRequest, _ db: Database) throws
        -> Page<R>
    {
        try check(request)
        let (name, descending) = (request.sort ?? defaultSort, request.isDescending)
        guard let expression = sorts[name] else {
            throw CommonError.parameter(
                "sort", name,
                Bilingual(
                    en: "one of \(sorts.keys.sorted().joined(separator: ", ")), with a hyphen before it for descending",
                    vi:
                        "một trong: \(sorts.keys.sorted().joined(separator: ", ")); thêm dấu - phía trước để sắp giảm dần"
                ))
        }
        let sortName = (descending ? "-" : "") + name
        var all = conditions
        if let cursor = request.cursor {
            guard cursor.sort == sortName, let value = Self.databaseValue(cursor.value) else {
                throw CommonError.parameter("cursor", cursor.description, .cursor)
            }
            let comparison = SQL(sql: descending ? "<" : ">")
            all.append("((\(SQL(sql: expression)), \(SQL(sql: table)).id) \(comparison) (\(value), \(cursor.id)))")
        }
        let direction = SQL(sql: descending ? "DESC" : "ASC")
        let condition = all.isEmpty ? SQL("1") : all.joined(separator: " AND ")
        let query: SQLRequest<Row> = """
            SELECT \(SQL(sql: table)).*, \(SQL(sql: expression)) AS pagedSortValue FROM \(SQL(sql: table)) WHERE \(condition)
            ORDER BY \(SQL(sql: expression)) \(direction), \(SQL(sql: table)).id \(direction) LIMIT \(request.limit + 1)
            """
        let rows = try query.fetchAll(db)
        var next: Cursor?
        if rows.count > request.limit, let last = rows.dropLast().last {
            next = Cursor(sort: sortName, value: Self.json(last["pagedSortValue"]), id: last["id"])
        }
        return Page(items: try rows.prefix(request.limit).map { try R(row: $0) }, next: next)
    }

    /// How many there are in all.
    public func count(_ db: Database) throws -> Int {
        let condition = conditions.isEmpty ? SQL("1") : conditions.joined(separator: " AND ")
        let query: SQLRequest<Int> = "SELECT count(*) FROM \(SQL(sql: table)) WHERE \(condition)"
        return try query.fetchOne(db) ?? 0
    }

    /// How many there are, where there are more than `most`, that many; throws for an unknown filter.
    public func count(_ request: ListRequest, atMost most: Int, _ db: Database) throws -> Int {
        try check(request)
        let condition = conditions.isEmpty ? SQL("1") : conditions.joined(separator: " AND ")
        let query: SQLRequest<Int> = """
            SELECT count(*) FROM (SELECT 1 FROM \(SQL(sql: table)) WHERE \(condition) LIMIT \(most))
            """
        return try query.fetchOne(db) ?? 0
    }

    private func check(_ request: ListRequest) throws {
        guard (1...Self.maxLimit).contains(request.limit) else {
            throw CommonError.parameter("limit", "\(request.limit)", .limit)
        }
        if let unknown = request.filters.keys.filter({ !known.contains($0) }).min() {
            throw CommonError.invalid(
                code: "unknown-filter", path: unknown,
                message: Bilingual(
                    en: "There is no filter \(unknown). There are: \(known.sorted().joined(separator: ", ")).",
                    vi: "Không có bộ lọc \(unknown). Các bộ lọc: \(known.sorted().joined(separator: ", "))."))
        }
    }

    private static func json(_ value: DatabaseValue) -> JSONValue {
        switch value.storage {
        case .int64(let number): .integer(number)
        case .string(let text): .string(text)
        case .blob(let data): .string("x'" + data.map { String(format: "%02x", $0) }.joined())
        case .double(let number): .decimal(Decimal(number))
        case .null: .null
        }
    }

    private static func databaseValue(_ value: JSONValue) -> DatabaseValue? {
        switch value {
        case .integer(let number): number.databaseValue
        case .string(let text): text.databaseValue
        default: nil
        }
    }
}
