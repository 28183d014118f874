import Foundation
import GRDB
import Messages
import Store

/// What this service knows of a case that a contract covers, or once did (CON-8).
struct CaseUsage: FetchableRecord, PersistableRecord, Codable, Sendable {
    static let databaseTableName = "caseUsage"
    var caseId: EntityID
    var number: String
    var title: String
    var customerId: EntityID
    /// The contract that Customers names now.
    var contractId: EntityID?
    /// The day that its use counts for.
    var openedOn: Day
    /// What was recorded of it last, while it counts or somebody took it back by hand.
    var usageId: EntityID?
    /// The code of the reason why it is finished and does not count.
    var refusal: String?
    var reason: Bilingual?

    init(_ state: CaseState) {
        (caseId, number, title, customerId) = (state.id, state.number, state.title, state.customerId)
        contractId = state.serviceContractId
        openedOn = LocalZone.vietNam.day(of: state.openedAt)
    }

    static func find(_ id: EntityID, _ db: Database) throws -> CaseUsage? {
        try filter(Column("caseId") == id).fetchOne(db)
    }

    /// Where usages of cases come from.
    static let source = "case"
}

extension Transaction {
    /// Under which a case's use is recorded: its number, and from the second time on how often.
    func usageReference(of record: CaseUsage) throws -> String {
        var (reference, time) = (record.number, 1)
        while try usage(source: CaseUsage.source, reference: reference) != nil {
            time += 1
            reference = "\(record.number)/\(time)"
        }
        return reference
    }
}
