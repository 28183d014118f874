import GRDB
import Messages
import Money
import ServiceKit
import Store

/// A contract: a line of the timeline, and with an allowance what may cover cases (CON-8).
struct OnContract {
    var event: Event<ContractState>

    func execute(in transaction: Transaction) throws {
        let state = event.state
        guard !event.isDeleted else { return try Self.remove(state.id, transaction.db) }
        try ContractCopy.keep(state, transaction.db)
        let at = try state.signedOn?.onTimeline ?? transaction.timelineTime(of: state.id, else: event.envelope.time)
        let entry = TimelineEntry(
            .contract, id: state.id, sequence: event.sequence, customerId: state.customerId, at: at,
            title: state.number, status: state.status.rawValue,
            amount: Amount(minorUnits: state.sums.total, currency: state.currency), ownership: state.ownership)
        try transaction.showOnTimeline(entry, .interaction, state.subject)
    }
    static func remove(_ id: EntityID, _ db: Database) throws {
        try ContractCopy.remove(id, db)
        try TimelineEntry.remove(id, db)
    }
}
