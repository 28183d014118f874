import Foundation
import GRDB
import Messages
import Store

/// Something to be done about copies, kept until it is done: it may read much, so it is not done where it is asked for.
struct CopiesTask: Sendable, FetchableRecord {
    enum Kind: String, Sendable, DatabaseValueConvertible {
        /// Ask `service` what it holds.
        case compare
        /// Tell `service` what this service holds.
        case answer
        /// Send `service` all records.
        case snapshot
    }

    var number: Int64
    var kind: Kind
    /// The other side.
    var service: ServiceName
    var entity: String
    /// The comparison or bootstrap that it belongs to.
    var reference: EntityID
    /// What was asked, as JSON; of a comparison to ask for the number of the round.
    var request: String
    /// The last page sent, and the last record in it.
    var page: Int
    var afterId: EntityID?

    init(row: Row) throws {
        number = row["number"]
        kind = row["kind"]
        service = row["service"]
        entity = row["entity"]
        reference = row["reference"]
        request = row["request"]
        page = row["page"]
        afterId = row["afterId"]
    }
}

extension ServiceName: DatabaseValueConvertible {}

extension Transaction {
    /// Leaves a task for when this is committed.
    func addTask(
        _ kind: CopiesTask.Kind, _ service: ServiceName, entity: String, reference: EntityID, request: String
    ) throws {
        try db.execute(
            sql: "INSERT INTO copiesTask(kind, service, entity, reference, request) VALUES (?, ?, ?, ?, ?)",
            arguments: [kind, service, entity, reference, request])
        signal(.copies)
    }

    /// To be asked of `service` what it holds of `entity`; once only where that waits already.
    func addComparison(of entity: String, with service: ServiceName, round: Int = 1) throws {
        let waits =
            try Bool.fetchOne(
                db,
                sql: "SELECT EXISTS (SELECT 1 FROM copiesTask WHERE kind = 'compare' AND service = ? AND entity = ?)",
                arguments: [service, entity]) ?? false
        guard !waits else { return }
        try addTask(.compare, service, entity: entity, reference: newID(), request: String(round))
    }

    /// Says something about copies to `target`.
    func send(_ payload: some CopiesPayload, to target: ServiceName) throws {
        let type = Swift.type(of: payload).type
        try publish(
            wireType: type.wireName, schema: type.schema, exchange: "quen.bootstrap",
            routingKey: Catalogue.copiesKey(to: target, from: try service), isMandatory: true, data: payload)
    }
}
