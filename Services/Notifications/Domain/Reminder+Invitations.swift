import Foundation
import Messages

/// What invitations and answers are told to whom (SCH-4).
extension Reminder {
    /// To the one who is invited, each time an answer is asked for, as long as the appointment or an occurrence of it is to come.
    init?(invitation state: InvitationState, eventType: String, eventId: EntityID, at now: Instant) {
        guard state.participation == .needsAction, Self.isAhead(state, now) else { return nil }
        self.init(
            state, to: [state.employeeId], anchor: .fact(key: state.askedAt.description, since: now), eventType, eventId
        )
        let date = Self.when(state)
        what = Bilingual(en: "\(state.title), \(date.en)", vi: "\(state.title), \(date.vi)")
        if let refusal = state.refusal {
            details = Bilingual(
                en: "The time that you proposed was turned down: \(refusal)",
                vi: "Giờ bạn đề nghị không được chấp nhận: \(refusal)")
        }
    }

    /// To the organiser: a refusal, another time, somebody else.
    /// - Parameter delegate: the name of whom they send, where it is known.
    init?(answer state: InvitationState, delegate: String?, eventType: String, eventId: EntityID, at now: Instant) {
        guard let answeredAt = state.answeredAt, let organiser = state.organiserId, organiser != state.employeeId,
            Self.isAhead(state, now), let said = Self.said(state, delegate)
        else { return nil }
        self.init(
            state, to: [organiser],
            anchor: .fact(key: "\(state.participation.rawValue)-\(answeredAt)", since: now), eventType, eventId)
        what = Bilingual(en: "\(state.employeeName) \(said.en)", vi: "\(state.employeeName) \(said.vi)")
        date = Self.when(state)
        details = state.comment.map { Bilingual(en: $0, vi: $0) }
    }

    /// Whether it has not begun; of one that recurs, its last occurrence.
    private static func isAhead(_ state: InvitationState, _ now: Instant) -> Bool {
        guard state.recurs == true else { return now < state.startsAt }
        guard let last = state.lastEndsAt else { return true }
        return now < last.adding(.zero - state.endsAt.since(state.startsAt))
    }

    private static func when(_ state: InvitationState) -> Bilingual {
        let date = date(state.startsAt)
        guard state.recurs == true else { return date }
        return Bilingual(en: "recurring from \(date.en)", vi: "lặp lại từ \(date.vi)")
    }

    private init(
        _ state: InvitationState, to recipients: [EntityID], anchor: Anchor, _ eventType: String, _ eventId: EntityID
    ) {
        self.init(
            about: AppointmentState.subject(state.appointmentId), name: state.title, place: state.place, part: state.id,
            customerId: state.customerId, recipientIds: recipients, ownership: state.ownership, anchor: anchor,
            eventType: eventType, eventId: eventId)
    }

    /// Nothing for what the organiser need not act on.
    private static func said(_ state: InvitationState, _ delegate: String?) -> Bilingual? {
        switch state.participation {
        case .needsAction, .accepted: return nil
        case .declined: return Bilingual(en: "declines", vi: "từ chối")
        case .delegated:
            return Bilingual(
                en: "sends \(delegate ?? "somebody else")", vi: "ủy quyền cho \(delegate ?? "người khác")")
        case .tentative:
            return state.proposed.map {
                let date = date($0.startsAt)
                return Bilingual(en: "proposes another time (\(date.en))", vi: "đề nghị giờ khác (\(date.vi))")
            }
        }
    }

    private static func date(_ instant: Instant) -> Bilingual {
        let zone = LocalZone.vietNam
        let (time, day) = (AlertText.time(instant, zone), zone.day(of: instant))
        return Bilingual(
            en: "\(time) on \(AlertText.english(day))", vi: "\(time) ngày \(AlertText.vietnamese(day))")
    }
}
