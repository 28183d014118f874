import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What the scheduler proposed to somebody for a period (SCH-5), until it is committed or replaced. It is the caller's alone
/// and no event tells of it: what comes of it are activities and appointments.
struct ScheduleProposal: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "scheduleProposal"
    var id: EntityID
    /// Rises with every change.
    var sequence: EventSequence
    var accountId: EntityID
    var createdAt: Instant
    var fromDay: Day
    var toDay: Day
    /// Who was selected: only they were checked.
    var employeeIds: [EntityID]
    var isOptimised: Bool

    /// How many are kept of one account; the oldest goes.
    static let mostOfAccount = 20

    /// Throws `notFound` for another's.
    static func fetch(_ id: EntityID, of person: Person, _ db: Database) throws -> ScheduleProposal {
        guard let proposal = try fetchOne(db, key: id), proposal.accountId == person.account else {
            throw CommonError.notFound(entity: "schedule-proposal", id: id.description)
        }
        return proposal
    }
}

/// What was proposed for one activity.
struct ProposalItem: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "proposalItem"
    enum State: String, Codable, Sendable {
        case proposed, changed
        case leftOut = "left-out"
        case committed
    }

    var proposalId: EntityID
    var activityId: EntityID
    /// In the order of treatment: those with a time first.
    var position: Int
    /// Of the activity as it was planned with.
    var activityVersion: EventSequence
    /// Nothing where it found a time.
    var reason: UnplacedReason?
    var sessions: [ActivitySession]
    var employeeIds: [EntityID]
    var unableIds: [EntityID]
    var shiftMinutes: Int
    /// Why it was moved or found no time, and what would change that; people and records by their ids.
    var explanation: Bilingual?
    var state = State.proposed
    /// What those who were not selected have then, found on commit.
    var clashes: [Away] = []

    /// It has a time and may still be committed.
    var isOpen: Bool { reason == nil && (state == .proposed || state == .changed) }

    static func all(of proposal: EntityID, _ db: Database) throws -> [ProposalItem] {
        try filter(Column("proposalId") == proposal).order(Column("position")).fetchAll(db)
    }
}

/// Why an activity found no time (FORMAT 7.7).
enum UnplacedReason: String, Codable, Sendable, CaseIterable {
    case deadline
    case customerUnavailable = "customer-unavailable"
    case fixedDate = "fixed-date"
    case noEmployeeFree = "no-employee-free"

    var text: Bilingual {
        switch self {
        case .deadline:
            Bilingual(en: "No time before the deadline is permitted.", vi: "Không có giờ phù hợp trước hạn.")
        case .customerUnavailable:
            Bilingual(en: "The customer is never available.", vi: "Khách hàng không có giờ trống.")
        case .fixedDate:
            Bilingual(en: "Nobody is free on its fixed date.", vi: "Không ai rảnh vào ngày cố định.")
        case .noEmployeeFree:
            Bilingual(en: "No employee is free at any permitted time.", vi: "Không nhân viên nào rảnh vào giờ phù hợp.")
        }
    }
}
