import GRDB
import Messages
import ServiceKit
import Store

/// Cases of a period, by what they are, whose they are, and how their service levels were kept (CUS-11).
struct CaseReport {
    enum Grouping: String, CaseIterable, Sendable {
        case kind, status, priority, product, month, employee
        case monthKind = "month-kind"
    }

    struct Line: Encodable, Sendable, Hashable {
        /// The code, the month as `2026-11`, an id, or empty for none; of months and kinds `2026-11/fault`.
        var key: String
        var name: String
        var cases: Int
        var open: Int
        var resolved: Int
        var underWarranty: Int
        var answeredInTime: Int
        var answeredLate: Int
        var solvedInTime: Int
        var solvedLate: Int
        /// Not answered or not solved in time, and still open.
        var overdue: Int

        static let columns = [
            "key", "name", "cases", "open", "resolved", "underWarranty", "answeredInTime", "answeredLate",
            "solvedInTime", "solvedLate", "overdue",
        ]
        var fields: [String] {
            [key, name]
                + [
                    cases, open, resolved, underWarranty, answeredInTime, answeredLate, solvedInTime, solvedLate,
                    overdue,
                ].map(String.init)
        }
    }

    var by: Grouping
    /// The days on which they were opened, both included.
    var from: Day
    var to: Day
    var person: Person
    var now: Instant
    var language: Language
    static let most = 5000

    /// Of the cases that the person may see those within their scope of reports; who may see both is checked by the caller.
    /// `isCut`: there are more rows than `most`.
    func fetch(_ db: Database) throws -> (rows: [Line], isCut: Bool) {
        let zone = LocalZone.vietNam
        let request: SQLRequest<Row> = """
            SELECT \(key) AS key, count(*) AS cases, sum(resolvedAt IS NULL) AS open, sum(resolvedAt IS NOT NULL) AS resolved,
              sum(isUnderWarranty) AS underWarranty,
              sum(firstAnsweredAt IS NOT NULL AND firstAnsweredAt <= firstAnswerDueAt) AS answeredInTime,
              sum(firstAnsweredAt IS NOT NULL AND firstAnsweredAt > firstAnswerDueAt) AS answeredLate,
              sum(resolvedAt IS NOT NULL AND resolvedAt <= solutionDueAt) AS solvedInTime,
              sum(resolvedAt IS NOT NULL AND resolvedAt > solutionDueAt) AS solvedLate,
              sum(\(CaseList.answerIsOverdue(at: now)) OR \(CaseList.solutionIsOverdue(at: now))) AS overdue
            FROM supportCase
            WHERE openedAt >= \(zone.instant(of: from)) AND openedAt < \(zone.instant(of: to.adding(days: 1)))
              AND \(RowScope(person, .supportCase).condition("supportCase"))
              AND \(RowScope(person, .supportCase, as: .reports).condition("supportCase"))
            GROUP BY 1 ORDER BY 1 LIMIT \(Self.most + 1)
            """
        let found = try request.fetchAll(db)
        let rows = Array(found.prefix(Self.most))
        let names = try names(rows, db)
        return (sorted(rows.map { line($0, names) }), found.count > Self.most)
    }

    private func sorted(_ lines: [Line]) -> [Line] {
        switch by {
        case .priority, .month, .monthKind, .status: lines.sorted { place($0.key) < place($1.key) }
        default: TextFolding.sorted(lines, by: \.name)
        }
    }

    /// In the order of life and of urgency; else as it is written.
    private func place(_ key: String) -> String {
        switch by {
        case .priority: "\(ActivityPriority(rawValue: key)?.rank ?? 9)"
        case .status: "\(CaseStatus(rawValue: key).flatMap { CaseStatus.allCases.firstIndex(of: $0) } ?? 9)"
        default: key
        }
    }

    private var key: SQL {
        let month: SQL = "strftime('%Y-%m', (supportCase.openedAt + 25200000) / 1000, 'unixepoch')"
        return switch by {
        case .kind: "supportCase.kind"
        case .status: "supportCase.status"
        case .priority: "supportCase.priority"
        case .product: "supportCase.productId"
        case .employee: "supportCase.assignedToId"
        // Viet Nam is seven hours ahead.
        case .month: month
        case .monthKind: "\(month) || '/' || supportCase.kind"
        }
    }

    /// Of employees as they are called, of products as they were called when one was handed over.
    private func names(_ rows: [Row], _ db: Database) throws -> [EntityID: String] {
        guard by == .employee || by == .product else { return [:] }
        let ids = rows.compactMap { $0["key"] as EntityID? }
        let request: SQLRequest<Row> =
            by == .employee
            ? "SELECT id, name FROM employeeCopy WHERE id IN \(ids)"
            : "SELECT productId AS id, max(description) AS name FROM deliveredItemCopy WHERE productId IN \(ids) GROUP BY 1"
        return Dictionary(uniqueKeysWithValues: try request.fetchAll(db).map { ($0["id"], $0["name"]) })
    }

    private func line(_ row: Row, _ names: [EntityID: String]) -> Line {
        let (key, name) = keyAndName(row, names)
        return Line(
            key: key, name: name, cases: row["cases"], open: row["open"], resolved: row["resolved"],
            underWarranty: row["underWarranty"], answeredInTime: row["answeredInTime"],
            answeredLate: row["answeredLate"], solvedInTime: row["solvedInTime"], solvedLate: row["solvedLate"],
            overdue: row["overdue"])
    }

    private func keyAndName(_ row: Row, _ names: [EntityID: String]) -> (String, String) {
        switch by {
        case .employee, .product:
            guard let id = row["key"] as EntityID? else { return ("", Self.none.text(in: language)) }
            return (id.description, names[id] ?? id.description)
        default:
            let key: String = row["key"]
            return (key, name(of: key).text(in: language))
        }
    }

    private static let none = Bilingual(en: "None", vi: "Không có")

    private func name(of key: String) -> Bilingual {
        switch by {
        case .kind: CaseKind(rawValue: key)?.label ?? .same(key)
        case .status: CaseStatus(rawValue: key)?.label ?? .same(key)
        case .priority: ActivityPriority(rawValue: key)?.label ?? .same(key)
        case .monthKind:
            key.split(separator: "/").last.flatMap { CaseKind(rawValue: String($0)) }.map { kind in
                Bilingual(en: "\(key.prefix(7)) \(kind.label.en)", vi: "\(key.prefix(7)) \(kind.label.vi)")
            } ?? .same(key)
        default: .same(key)
        }
    }
}
