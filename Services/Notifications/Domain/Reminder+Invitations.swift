import Foundation
import Messages

/// What invitations and answers are told to whom (SCH-4).
extension Reminder {
    /// To the one who is invited, each time an answer is asked for, as long as the appointment is to come.
    init?(invitation state: InvitationState, eventType: String, eventId: EntityID, at now: Instant) {
        guard state.participation == .needsAction, now < state.startsAt else { return nil }
        self.init(
            state, to: [state.employeeId], anchor: .fact(key: state.askedAt.description, since: now), eventType, eventId
        )
        let date = Self.date(state.startsAt)
        what = Bilingual(en: "\(state.title), \(date.en)", vi: "\(state.title), \(date.vi)")
        if let refusal = state.refusal {
            details = Bilingual(
                en: "The time that you proposed was turned down: \(refusal)",
                vi: "Giờ bạn đề nghị không được chấp nhận: \(refusal)")
        }
    }

    /// To the organiser: a refusal, another time, somebody else.
    init?(answer state: InvitationState, eventType: String, eventId: EntityID, at now: Instant) {
        guard let answeredAt = state.answeredAt, let organiser = state.organiserId, organiser != state.employeeId,
            now < state.startsAt, let said = Self.said(state)
        else { return nil }
        self.init(
            state, to: [organiser],
            anchor: .fact(key: "\(state.participation.rawValue)-\(answeredAt)", since: now), eventType, eventId)
        what = Bilingual(en: "\(state.employeeName) \(said.en)", vi: "\(state.employeeName) \(said.vi)")
        details = state.comment.map { Bilingual(en: $0, vi: $0) }
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
    private static func said(_ state: InvitationState) -> Bilingual? {
        switch state.participation {
        case .needsAction, .accepted: return nil
        case .declined: return Bilingual(en: "declines", vi: "từ chối")
        case .delegated: return Bilingual(en: "sends somebody else", vi: "ủy quyền cho người khác")
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
