import Foundation
import GRDB
import Messages
import Store

/// What was or is to be done for an opportunity, as Scheduling says it (PIP-3, SCH-6).
struct OpportunityLogEntry: Codable, Sendable, Hashable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "opportunityLogEntry"

    enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        case appointment
        /// One without an appointment of its own, such as a call or a visit that nobody had planned.
        case activity

        /// The permission that shows it.
        var function: Function { self == .appointment ? .appointments : .activities }
    }

    enum Status: String, Codable, Sendable, Hashable, CaseIterable { case planned, done, cancelled }

    var id: EntityID
    var sequence: EventSequence
    var opportunityId: EntityID
    var kind: Kind
    var activityKind: ActivityKind?
    /// What the log is sorted by: as it really was, where that was written down.
    var startsAt: Instant
    var endsAt: Instant
    var title: String
    var status: Status
    var recurs: Bool
    var outcome: Outcome?
    var notes: String?
    /// Who came, else who was to.
    var employeeIds: [EntityID]
    var customerCame: Bool?
    /// People of the firm met the customer.
    var isMeeting: Bool

    init(_ state: AppointmentState, of opportunity: EntityID, sequence: EventSequence) {
        (id, self.sequence, opportunityId) = (state.id, sequence, opportunity)
        (kind, activityKind, title, recurs) = (.appointment, nil, state.title, state.recurrence != nil)
        (startsAt, endsAt) = (state.diary?.startedAt ?? state.startsAt, state.diary?.endedAt ?? state.endsAt)
        status =
            switch state.status {
            case .scheduled: .planned
            case .done: .done
            case .cancelled: .cancelled
            }
        (outcome, notes) = (state.outcome, state.outcomeNotes)
        (employeeIds, customerCame) = (state.diary?.attendedIds ?? state.employeeIds, state.diary?.customerCame)
        isMeeting = true
    }

    /// Nothing for one without a time, and for one whose appointments tell of it.
    init?(_ state: ActivityState, of opportunity: EntityID, sequence: EventSequence) {
        guard state.appointmentIds.isEmpty else { return nil }
        let planned = state.sessions.map { ($0.startsAt, $0.endsAt) }.min { $0.0 < $1.0 }
        let day = state.plannedOn.map { LocalZone.vietNam.instant(of: $0) } ?? state.deadline
        guard let start = state.diary?.startedAt ?? planned?.0 ?? day else { return nil }
        (id, self.sequence, opportunityId) = (state.id, sequence, opportunity)
        (kind, activityKind, title, recurs) = (.activity, state.kind, state.title, state.recurrence != nil)
        (startsAt, endsAt) = (start, state.diary?.endedAt ?? planned?.1 ?? start)
        status =
            switch state.status {
            case .done: .done
            case .cancelled: .cancelled
            default: .planned
            }
        (outcome, notes) = (state.diary?.outcome, state.diary?.notes)
        (employeeIds, customerCame) = (state.diary?.attendedIds ?? state.employeeIds, state.diary?.customerCame)
        isMeeting = [.meeting, .visit, .hospitality].contains(state.kind)
    }

    static func remove(_ id: EntityID, _ db: Database) throws { _ = try deleteOne(db, key: id) }

    /// As it stands now, unless more is known already. The opportunity itself may be told of later.
    func keep(_ db: Database) throws {
        if let known = try Self.fetchOne(db, key: id), known.sequence > sequence { return }
        try save(db)
    }

    static func createTable(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE opportunityLogEntry(
                  id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, opportunityId BLOB NOT NULL,
                  kind TEXT NOT NULL CHECK (kind IN ('appointment', 'activity')), activityKind TEXT,
                  startsAt INTEGER NOT NULL, endsAt INTEGER NOT NULL, title TEXT NOT NULL,
                  status TEXT NOT NULL CHECK (status IN ('planned', 'done', 'cancelled')), recurs INTEGER NOT NULL,
                  outcome TEXT, notes TEXT, employeeIds TEXT NOT NULL, customerCame INTEGER, isMeeting INTEGER NOT NULL)
                  STRICT, WITHOUT ROWID;
                CREATE INDEX opportunityLogEntry_opportunity ON opportunityLogEntry(opportunityId, startsAt);
                """)
    }
}
