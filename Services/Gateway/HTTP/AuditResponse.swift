import Foundation
import Messages
import ServiceKit
import Store

/// An entry of the gathered audits as it is read.
struct AuditResponse: Encodable, Sendable {
    var id: String
    var service: ServiceName
    var seq: Int64
    var epoch: Int64
    var at: Instant
    var actor: Actor?
    var session: EntityID?
    var address: String?
    var origin: AuditOrigin
    var cause: String?
    var correlation: String?
    var act: String
    var entity: String?
    var recordId: String?
    /// `before`, `after`, `reason`, `details`.
    var body: JSONValue?
    /// It was erased, and an entry says so.
    var isErased: Bool
    /// The size of a body that is not here: the entry alone has it, or the service where it is too large to travel.
    var bodyBytes: Int?
    var hash: String

    struct Actor: Encodable, Sendable {
        var id: EntityID
        var signInName: String?
        var name: String?
    }

    /// Bodies over this are left out of lists.
    static let mostInLists = 8000

    init(_ item: AuditItem, isWhole: Bool) {
        let link = item.row.link
        id = String(item.place)
        service = item.service
        (seq, epoch, at) = (link.seq, link.epoch, link.at)
        actor = link.actor.map { Actor(id: $0, signInName: item.signInName, name: item.employeeName) }
        (session, address, origin) = (link.session, link.address, link.origin)
        (cause, correlation) = (link.cause, link.correlation)
        (act, entity, recordId) = (link.act, link.entity, link.recordId)
        let size = item.row.body?.utf8.count ?? 0
        if isWhole || size <= Self.mostInLists {
            body = item.row.body.map { (try? WireJSON.decode(JSONValue.self, from: $0.utf8)) ?? .string($0) }
            bodyBytes = item.bodyBytes
        } else {
            bodyBytes = size
        }
        isErased = item.row.body == nil && item.bodyBytes == nil
        hash = AuditChain.hex(item.row.hash)
    }
}

/// The same as a row for a spreadsheet.
enum AuditCSV {
    static let columns = [
        "at", "service", "epoch", "seq", "origin", "actor", "signInName", "name", "session", "address", "act", "entity",
        "recordId", "body", "cause", "correlation", "hash",
    ]

    static func fields(_ item: AuditItem) -> [String] {
        let link = item.row.link
        let numbers = [
            link.at.description, item.service.rawValue, "\(link.epoch)", "\(link.seq)", link.origin.rawValue,
        ]
        let who = [
            link.actor?.description, item.signInName, item.employeeName, link.session?.description, link.address,
        ]
        let what = [link.act, link.entity, link.recordId, item.row.body, link.cause, link.correlation]
        return numbers + (who + what).map { CSVText.plain($0 ?? "") } + [AuditChain.hex(item.row.hash)]
    }
}
