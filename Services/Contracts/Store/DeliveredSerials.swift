import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

extension Acceptance {
    /// What had been accepted before it: as of its signing; of a draft, what is accepted by now.
    func before(_ db: Database) throws -> [AcceptanceState.Line] {
        if let acceptedBefore { return acceptedBefore }
        let others = try Acceptance.filter(
            Column("contractId") == contractId && Column("status") == "signed" && Column("id") != id
        ).fetchAll(db)
        // Signed before the order of signing was kept: by the order in which they were made.
        return others.filter { status == .draft || $0.acceptedBefore == nil && $0.createdAt <= createdAt }
            .flatMap(\.lines)
    }
}

extension Transaction {
    /// Throws where the serial numbers of minutes cannot be right, and where one of the same product was handed over already
    /// with signed minutes (CON-7).
    func checkSerials(of acceptance: Acceptance, for person: Person) throws {
        try acceptance.checkSerials()
        for (index, line) in acceptance.lines.enumerated() where !line.serials.isEmpty {
            guard let of = acceptance.contractLines.first(where: { $0.id == line.contractLineId }) else { continue }
            for item in try delivered(line.serials, of) {
                if try mayBeBack(item, of) { continue }
                throw AcceptanceError.serialDelivered(
                    serial: item.serial ?? "", minutes: try item.acceptanceId.flatMap { try name(of: $0, for: person) },
                    path: "$.lines[\(index)].serials")
            }
        }
    }

    private func delivered(_ serials: [String], _ line: LineState) throws -> [DeliveredItem] {
        let list = String(decoding: try WireJSON.encode(serials), as: UTF8.self)
        return try DeliveredItem.fetchAll(
            db,
            sql: """
                SELECT deliveredItem.* FROM json_each(?1) AS given
                CROSS JOIN deliveredItem ON deliveredItem.serial = given.value
                WHERE deliveredItem.acceptanceId IS NOT NULL AND deliveredItem.productId IS ?2
                  AND (?2 IS NOT NULL OR deliveredItem.description = ?3)
                ORDER BY deliveredItem.createdAt, deliveredItem.id
                """, arguments: [list, line.productId, line.description])
    }

    /// Whether goods of the product came back under the contract of that delivery. Invoices do not say which serial numbers, so
    /// any of them may be delivered again.
    private func mayBeBack(_ item: DeliveredItem, _ line: LineState) throws -> Bool {
        try Bool.fetchOne(
            db,
            sql: """
                SELECT EXISTS (SELECT 1 FROM draw WHERE quantity < 0 AND chainKey = ?2
                  AND parentId IN (SELECT ?1 UNION ALL SELECT id FROM salesOrder WHERE contractId = ?1))
                """, arguments: [item.contractId, line.chainKey]) ?? false
    }

    /// As sentences name the minutes; nothing where they are out of the person's reach.
    private func name(of acceptance: EntityID, for person: Person) throws -> String? {
        guard try RowScope(person, .acceptance).reaches(acceptance, db) else { return nil }
        let minutes = try fetch(Acceptance.self, acceptance)
        return minutes.nameWithContract(try fetch(Contract.self, minutes.contractId))
    }
}
