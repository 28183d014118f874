import GRDB
import Messages
import Store

extension Interaction: EntityRecord {
    static let databaseTableName = "interaction"

    var published: InteractionState {
        InteractionState(
            id: id, customerId: customerId, contactIds: contactIds, employeeIds: employeeIds, channel: channel,
            direction: direction, startedAt: startedAt, durationMinutes: durationMinutes, preparation: preparation,
            course: course, result: result, isWorthPursuing: isWorthPursuing, contactAgainOn: contactAgainOn,
            ownership: ownership)
    }
}
