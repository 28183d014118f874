import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Minutes and allowances against their contracts (CON-10).
enum ExecutionChecks {
    static let all = [
        Operations.Check("minutes accept no more than contracted") { try acceptances($0) },
        Operations.Check("what is used of an allowance is what was recorded") { try allowances($0) },
        MoneyChecks.query(
            "a case is counted on one contract at most, once",
            """
            SELECT 'case ' || caseUsage.number || ': counted ' || count(*) || ' times' FROM usage
            JOIN caseUsage ON caseUsage.caseId = usage.caseId WHERE usage.reversedAt IS NULL
            GROUP BY usage.caseId HAVING count(*) > 1 OR max(usage.id) IS NOT max(caseUsage.usageId)
            """),
        MoneyChecks.query(
            "a contract and the one that renews it name each other",
            """
            SELECT 'contract ' || a.number || ': its successor does not name it' FROM contract a
            LEFT JOIN contract b ON b.id = a.successorId WHERE a.successorId IS NOT NULL AND b.predecessorId IS NOT a.id
            """),
    ]

    private static func acceptances(_ db: Database) throws -> [String] {
        let signed = Dictionary(
            grouping: try Acceptance.filter(Column("status") == "signed").order(Column("createdAt")).fetchAll(db),
            by: \.contractId)
        return try signed.compactMap { id, minutes -> String? in
            guard let contract = try Contract.filter(Column("id") == id).fetchOne(db), let last = minutes.last else {
                return nil
            }
            do throws(AcceptanceError) {
                try last.check(against: contract, minutes.dropLast())
                return nil
            } catch { return "contract \(contract.number): \(error.message.en)" }
        }
    }

    private static func allowances(_ db: Database) throws -> [String] {
        let used = try Dictionary(
            grouping: UsageRow.filter(Column("reversedAt") == nil).fetchAll(db), by: \.contractId
        )
        .mapValues { $0.reduce(Int128(0)) { $0 + Int128($1.quantity.scaled) } }
        return try Contract.filter(Column("allowance") != nil).fetchAll(db).compactMap { contract in
            guard let allowance = contract.allowance, Int128(allowance.used.scaled) != used[contract.id] ?? 0 else {
                return nil
            }
            return
                "contract \(contract.number): used \(allowance.used), recorded \(used[contract.id] ?? 0) ten-thousandths"
        }
    }
}
