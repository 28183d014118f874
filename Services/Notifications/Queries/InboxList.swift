import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A person's own inbox (NOT-3), newest first: `view` is `unread` (the default), `all`, `archived` or `snoozed`.
struct InboxList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> InboxPage {
        var query = PagedQuery("inboxItem", sorts: ["raisedAt": "inboxItem.raisedAt"], defaultSort: "raisedAt")
        query.filter("inboxItem.employeeId IS NOT NULL AND inboxItem.employeeId = \(person.employee)")
        var request = request
        if request.sort == nil { (request.sort, request.isDescending) = ("raisedAt", true) }
        request.filters["view"] = request.filters["view"] ?? "unread"
        try query.filter(request, "view") { Self.views[$0].map { SQL(sql: $0) } }
        try query.filter(request, "kind", AlertKind.self) {
            "inboxItem.alertId IN (SELECT id FROM alert WHERE kind = \($0.rawValue))"
        }
        let page = try query.fetch(InboxItem.self, request, db)
        let entries = try InboxEntry.of(page.items, db)
        return InboxPage(items: entries, next: page.next, counts: try InboxCounts(of: person, db))
    }

    static let views = [
        "unread": "NOT inboxItem.isArchived AND NOT inboxItem.isRead AND inboxItem.snoozedUntil IS NULL",
        "all": "NOT inboxItem.isArchived", "archived": "inboxItem.isArchived",
        "snoozed": "NOT inboxItem.isArchived AND inboxItem.snoozedUntil IS NOT NULL",
    ]
}

struct InboxPage: Encodable, Sendable {
    var items: [InboxEntry]
    var next: ServiceKit.Cursor?
    var counts: InboxCounts
}

/// How many there are of each view.
struct InboxCounts: Codable, Sendable, Hashable {
    var unread: Int
    var all: Int
    var archived: Int
    var snoozed: Int

    init(of person: Person, _ db: Database) throws {
        func count(_ view: String) throws -> Int {
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM inboxItem WHERE employeeId = ? AND \(InboxList.views[view] ?? "0")",
                arguments: [person.employee]) ?? 0
        }
        (unread, all) = (try count("unread"), try count("all"))
        (archived, snoozed) = (try count("archived"), try count("snoozed"))
    }
}

/// An item of an inbox with what the alert says.
struct InboxEntry: Codable, Sendable, Hashable {
    var id: EntityID
    var alertId: EntityID
    var kind: AlertKind
    var about: Subject
    var title: Bilingual
    var text: Bilingual
    var raisedAt: Instant
    var isRead: Bool
    var isArchived: Bool
    var snoozedUntil: Instant?
    var version: Int64
    /// The id of the stream event that tells of this state.
    var change: Int64

    static func of(_ items: [InboxItem], _ db: Database) throws -> [InboxEntry] {
        guard !items.isEmpty else { return [] }
        let request: SQLRequest<Alert> = "SELECT * FROM alert WHERE id IN \(Set(items.map(\.alertId)))"
        let alerts = Dictionary(uniqueKeysWithValues: try request.fetchAll(db).map { ($0.id, $0) })
        return items.compactMap { item in alerts[item.alertId].map { InboxEntry(item, $0) } }
    }

    private init(_ item: InboxItem, _ alert: Alert) {
        (id, alertId, kind, about) = (item.id, alert.id, alert.kind, alert.about)
        (title, text, raisedAt) = (alert.title, alert.text, item.raisedAt)
        (isRead, isArchived, snoozedUntil) = (item.isRead, item.isArchived, item.snoozedUntil)
        (version, change) = (item.version, item.change)
    }
}

/// What changed in a person's inbox after a place in the stream, oldest first.
struct InboxChanges {
    var person: Person
    var after: Int64
    static let most = 100

    func fetch(_ db: Database) throws -> [InboxEntry] {
        let items = try InboxItem.fetchAll(
            db, sql: "SELECT * FROM inboxItem WHERE employeeId = ? AND change > ? ORDER BY change LIMIT ?",
            arguments: [person.employee, after, Self.most])
        return try InboxEntry.of(items, db)
    }

    /// The present end of the stream.
    static func newest(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT value FROM counter WHERE name = ?", arguments: [InboxItem.changeCounter])
            ?? 0
    }
}
