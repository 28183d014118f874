import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What was used of a contract's allowance, and the finished cases that name it and do not count; the newest first, at most
/// 1,000 of each (CON-8).
struct UsageList {
    var id: EntityID
    var person: Person
    var language: Language
    static let most = 1000

    struct Answer: Encodable, Sendable {
        var items: [NamedLine<Line>]
        var notCounted: [NotCounted]
    }

    struct Line: Encodable, Sendable {
        var row: UsageRow
        var of: CaseName?

        func encode(to encoder: any Encoder) throws {
            try row.encode(to: encoder)
            try of?.encode(to: encoder)
        }
    }

    struct CaseName: Encodable, Sendable {
        var caseNumber: String
        var caseTitle: String
    }

    struct NotCounted: Encodable, Sendable {
        var caseId: EntityID
        var caseNumber: String
        var caseTitle: String
        var usedOn: Day
        /// The code of why not.
        var code: String
        var message: String
    }

    func fetch(_ db: Database) throws -> Answer {
        let contract = try OneRecord<Contract>(id: id, person: person).fetch(db)
        let rows = try UsageRow.filter(Column("contractId") == id)
            .order(Column("usedOn").desc, Column("id").desc).limit(Self.most).fetchAll(db)
        let ids = rows.compactMap(\.caseId)
        let cases = try Dictionary(
            uniqueKeysWithValues: CaseUsage.filter(ids.contains(Column("caseId"))).fetchAll(db).map { ($0.caseId, $0) })
        let lines = rows.map { row in
            Line(
                row: row,
                of: row.caseId.flatMap { cases[$0] }.map { CaseName(caseNumber: $0.number, caseTitle: $0.title) })
        }
        return Answer(
            items: try AccountNames.beside(lines, \.row.account, db), notCounted: try notCounted(contract, db))
    }

    /// Of the contract's own customer: what another's case is about is none of this contract's people's business.
    private func notCounted(_ contract: Contract, _ db: Database) throws -> [NotCounted] {
        let refused =
            Column("contractId") == id && Column("customerId") == contract.customerId && Column("refusal") != nil
        return try CaseUsage.filter(refused).order(Column("openedOn").desc, Column("caseId").desc).limit(Self.most)
            .fetchAll(db)
            .map { record in
                NotCounted(
                    caseId: record.caseId, caseNumber: record.number, caseTitle: record.title,
                    usedOn: record.openedOn, code: record.refusal ?? "",
                    message: record.reason?.text(in: language) ?? "")
            }
    }
}

/// Finished cases whose use no contract was charged with, for the operator: also those that name a contract which this
/// service does not know, or another customer's.
enum UncountedCases {
    static let report = Operations.Report(
        "uncounted-cases", by: "case", columns: ["case", "contract", "openedOn", "code", "reason"]
    ) { db in
        try CaseUsage.filter(Column("refusal") != nil).order(Column("openedOn"), Column("number")).limit(5000)
            .fetchAll(db)
            .map { record in
                let contract = try record.contractId.flatMap { try Contract.filter(Column("id") == $0).fetchOne(db) }
                return [
                    record.number, contract?.number ?? record.contractId?.description ?? "",
                    record.openedOn.description, record.refusal ?? "", record.reason?.en ?? "",
                ]
            }
    }
}
