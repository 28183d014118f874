import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Invariants that hold after every commit; each says what is wrong, twenty lines at most.
enum CustomersChecks {
    static let status = Operations.Check("customer: the status is what the facts warrant") { db in
        // Parameters change together with what follows from them, so the newest are in force.
        let terms = try StatusTerms.load(at: Instant(milliseconds: .max), db)
        return try faults(db) { customer in
            let paid = try CustomerAccountRecord.of(customer.id, db)?.paid ?? PaidValue()
            let warranted = customer.warranted(by: paid, terms)
            return warranted == customer.status ? nil : "is \(customer.status), warranted is \(warranted)"
        }
    }

    static let history = Operations.Check("customer: the newest line of the history is the status") { db in
        try Row.fetchAll(
            db,
            sql: """
                SELECT code, status, (SELECT "to" FROM statusChange WHERE customerId = customer.id
                  ORDER BY number DESC LIMIT 1) AS newest FROM customer WHERE newest IS NOT status LIMIT 20
                """
        ).map { "\($0["code"] as String) is \($0["status"] as String), history \($0["newest"] as String? ?? "empty")" }
    }

    static let mass = Operations.Check("customer: kind mass has status mass and nobody else") { db in
        try String.fetchAll(
            db, sql: "SELECT code FROM customer WHERE (kind = 'mass') != (status = 'mass') LIMIT 20")
    }

    static let search = Operations.Check("customer: the search index agrees with the records") { db in
        let orphans = try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM searchKey WHERE recordId NOT IN
                  (SELECT id FROM customer UNION ALL SELECT id FROM contact UNION ALL SELECT id FROM lead
                   UNION ALL SELECT id FROM supportCase)
                """)
        let missing = try faults(db) { customer in
            let expected = try CustomerIndex.words(customer, db).joined(separator: "\n")
                .precomposedStringWithCanonicalMapping
            let found = try SearchIndex.words(customer.id, of: "customer", db)
            return found == expected ? nil : "is found by other words than its own"
        }
        return missing + (orphans == 0 ? [] : ["\(orphans ?? 0) entries without a record"])
    }

    private static func faults(_ db: Database, _ fault: (Customer) throws -> String?) throws -> [String] {
        var faults: [String] = []
        let customers = try Customer.fetchCursor(db)
        while faults.count < 20, let customer = try customers.next() {
            if let fault = try fault(customer) { faults.append("\(customer.code) \(fault)") }
        }
        return faults
    }
}
