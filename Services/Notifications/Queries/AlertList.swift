import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Alerts within the person's scope, newest first; `recipient=none` are those that nobody is responsible for.
struct AlertList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<AlertView> {
        try person.require(.notifications, .view)
        var query = PagedQuery(
            "alert", sorts: ["raisedAt": "alert.raisedAt", "dueAt": "alert.dueAt"], defaultSort: "raisedAt")
        var request = request
        try query.filter(within: RowScope(person, .alert), request)
        if request.sort == nil { (request.sort, request.isDescending) = ("raisedAt", true) }
        try query.filter(request, "kind", AlertKind.self) { "alert.kind = \($0.rawValue)" }
        try query.filter(request, "about") { Subject($0).map { "alert.about = \($0)" } }
        try query.filter(request, "recipient") { text in
            if text == "none" { return "NOT EXISTS (SELECT 1 FROM delivery d WHERE d.alertId = alert.id)" }
            return EntityID(text).map { "alert.id IN (SELECT alertId FROM delivery WHERE employeeId = \($0))" }
        }
        try query.filter(request, "delivery", Delivery.State.self) {
            "alert.id IN (SELECT alertId FROM delivery WHERE state = \($0.rawValue))"
        }
        let zone = LocalZone.vietNam
        try query.filter(request, "from", Day.self) { "alert.raisedAt >= \(zone.instant(of: $0))" }
        try query.filter(request, "to", Day.self) { "alert.raisedAt < \(zone.instant(of: $0.adding(days: 1)))" }
        return try query.fetch(Alert.self, request, db).map { AlertView($0) }
    }
}

struct AlertView: Sendable {
    var state: AlertState
    var version: EventSequence
    var raisedAt: Instant

    fileprivate init(_ alert: Alert) { (state, version, raisedAt) = (alert.published, alert.sequence, alert.raisedAt) }
}

/// One alert with the answer to "why did I get this": rule, event, to whom, channels, attempts, result (NOT-7).
struct AlertLog {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> AlertLogView {
        try person.require(.notifications, .view)
        let alert = try RowScope(person, .alert).fetch(Alert.self, id, db)
        let deliveries = try Delivery.filter(Column("alertId") == id).order(Column("employeeId"), Column("channel"))
            .fetchAll(db)
        return AlertLogView(
            alert: AlertView(alert), rule: alert.kind, why: ReminderRule.builtIn[alert.kind]?.why,
            event: .init(type: alert.eventType, id: alert.eventId),
            deliveries: try deliveries.map { try DeliveryView($0, db) })
    }
}

struct AlertLogView: Sendable {
    var alert: AlertView
    var rule: AlertKind
    var why: Bilingual?
    var event: Event
    var deliveries: [DeliveryView]

    struct Event: Encodable, Sendable {
        var type: String
        var id: EntityID
    }
}

struct DeliveryView: Encodable, Sendable {
    var id: EntityID
    var employeeId: EntityID
    var employeeName: String?
    var channel: Delivery.Channel
    var state: Delivery.State
    var address: String?
    var language: Language
    var reason: String?
    var nextAttemptAt: Instant?
    var attempts: [Attempt]

    struct Attempt: Encodable, Sendable {
        var at: Instant
        var result: String
        var reason: String?
    }

    fileprivate init(_ delivery: Delivery, _ db: Database) throws {
        (id, employeeId, channel, state) = (delivery.id, delivery.employeeId, delivery.channel, delivery.state)
        (address, language, reason, nextAttemptAt) = (
            delivery.address, delivery.language, delivery.reason, delivery.dueAt
        )
        employeeName = try String.fetchOne(
            db, sql: "SELECT name FROM employeeCopy WHERE id = ?", arguments: [employeeId])
        attempts = try Row.fetchAll(
            db, sql: "SELECT at, result, reason FROM deliveryAttempt WHERE deliveryId = ? ORDER BY number",
            arguments: [id]
        ).map { Attempt(at: $0["at"], result: $0["result"], reason: $0["reason"]) }
    }
}
