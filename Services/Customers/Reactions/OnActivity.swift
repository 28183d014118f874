import Messages
import ServiceKit
import Store

/// What an activity came to that had no appointment of its own, such as a call or a visit that nobody had planned: its
/// diary says it (SCH-6). Of one that had some these tell.
struct OnActivity {
    var event: Event<ActivityState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted, let customerId = state.customerId, let diary = state.diary, state.appointmentIds.isEmpty
        else { return try TimelineEntry.remove(state.id, transaction.db) }
        let entry = TimelineEntry(
            .activity, id: state.id, sequence: event.sequence, customerId: customerId, at: diary.startedAt,
            title: state.title, status: diary.outcome.rawValue, note: diary.notes,
            showsInterest: diary.outcome == .promising || diary.outcome == .ordered, ownership: state.ownership)
        try transaction.showOnTimeline(entry, .activity, state.subject)
    }
}
