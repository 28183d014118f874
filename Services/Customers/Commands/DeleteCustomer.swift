import GRDB
import Messages
import ServiceKit
import Store

/// Deletes a customer to which nothing is attached (CUS-1).
struct DeleteCustomer {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let customer = try VisibleCustomer(person: person, action: .delete).fetch(id, transaction.db)
        guard customer.sequence == expected else { throw CommonError.changedSince(current: customer.sequence) }
        let attached = try CustomerAttachments.count(of: id, transaction.db)
        guard attached.isEmpty else { throw CustomerError.inUse(attached) }
        return try transaction.remove(customer, expected: expected)
    }
}

/// What belongs to a customer, by kind; kinds without any are left out.
enum CustomerAttachments {
    static func count(of id: EntityID, _ db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT 'contact' AS kind, count(*) AS count FROM contact WHERE customerId = ?1
                UNION ALL SELECT kind, count(*) FROM timelineEntry WHERE customerId = ?1 GROUP BY kind
                UNION ALL SELECT 'subsidiary', count(*) FROM customer WHERE parentId = ?1
                UNION ALL SELECT 'lead', count(*) FROM lead WHERE json_extract(conversion, '$.customerId') = ?2
                UNION ALL SELECT 'account', count(*) FROM customerAccount WHERE customerId = ?1
                """, arguments: [id, id.description])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["kind"] as String, $0["count"] as Int) })
            .filter { $0.value > 0 }
    }
}
