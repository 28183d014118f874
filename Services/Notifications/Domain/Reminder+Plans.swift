import Foundation
import Messages

/// What becomes of plans is told to whom (SCH-7), and that somebody left with open work (SCH-1).
extension Reminder {
    /// A decision that is older when it is first heard of is no news.
    static let news = Duration.seconds(7 * 86_400)

    /// By kind: while it is submitted those who may approve it hear of it, then who submitted it and who is responsible.
    static func wanted(
        by state: PlanState, eventType: String, eventId: EntityID, at now: Instant
    ) -> [AlertKind: [Reminder]] {
        guard let submission = state.submission else { return [:] }
        func reminder(_ recipients: [EntityID?], _ details: String?) -> Reminder {
            Reminder(
                about: state.subject, name: state.name, details: details.map { Bilingual(en: $0, vi: $0) },
                recipientIds: recipients.reduce(into: []) { list, id in
                    if let id, !list.contains(id) { list.append(id) }
                },
                ownership: state.ownership, anchor: .fact(key: String(submission.number), since: now),
                eventType: eventType, eventId: eventId)
        }
        if state.status == .submitted {
            var asked = reminder([], submission.note)
            asked.holders = Holders(function: .plans, action: .approve, except: submission.submittedById)
            return [.planSubmitted: [asked]]
        }
        guard let decidedAt = submission.decidedAt, now < decidedAt.adding(news) else { return [:] }
        let responsible = [
            submission.submittedById, state.ownership.responsibleId, state.ownership.secondResponsibleId,
        ].filter { $0 != submission.decidedById }
        switch state.status {
        case .approved: return [.planApproved: [reminder(responsible, submission.decision)]]
        case .sentBack: return [.planSentBack: [reminder(responsible, submission.decision ?? state.remarks)]]
        case .draft, .submitted, .adjusting: return [:]
        }
    }

    /// To the manager; where there is none who is still here, to those who may hand the work over.
    init?(left state: EmployeeState, managerIsHere: Bool, eventType: String, eventId: EntityID, at now: Instant) {
        guard !state.isActive, let work = state.openWork, now < work.countedAt.adding(Self.news) else { return nil }
        let parts = [
            (work.activities, "activities", "hoạt động"), (work.appointments, "appointments", "lịch hẹn"),
            (work.projects, "projects", "dự án"),
        ].filter { $0.0 > 0 }
        self.init(
            about: state.subject, name: state.name,
            what: Bilingual(
                en: parts.map { "\($0.0) open \($0.0 == 1 ? Self.singular($0.1) : $0.1)" }.joined(separator: ", "),
                vi: parts.map { "\($0.0) \($0.2)" }.joined(separator: ", ") + " chưa xong"),
            details: Bilingual(
                en: "Hand the work over to somebody else", vi: "Hãy bàn giao công việc cho người khác"),
            recipientIds: managerIsHere ? [state.managerId].compactMap(\.self) : [],
            ownership: Ownership(branchId: state.branchId, responsibleId: state.id),
            anchor: .fact(key: work.countedAt.description, since: now), eventType: eventType, eventId: eventId)
        holders = Holders(function: .employees, action: .edit, except: state.id, isFallback: true)
    }

    private static func singular(_ plural: String) -> String {
        plural == "activities" ? "activity" : String(plural.dropLast())
    }
}
