import Foundation
import Messages
import Messaging
import Money
import Store
import TestKit

/// Makes events of services that do not run, for those who listen to them, and publishes them as the broker's
/// administrator.
struct EventPress {
    let installation: Installation

    init(_ installation: Installation) { self.installation = installation }

    func publish(_ messages: [OutboundMessage]) async throws {
        try await Flood(installation.host.configuration()).publish(messages)
    }

    static func event<State: EntityState>(_ state: State, _ name: EventName = .created, sequence: Int64 = 1) throws
        -> OutboundMessage
    {
        let type = State.type(name)
        let envelope = Envelope(
            id: World.live.newID(), source: "urn:quen:main:\(State.owner.rawValue)", type: type.wireName,
            subject: state.subject, time: Instant(Date()), dataschema: type.schema, sequence: EventSequence(sequence))
        return OutboundMessage(
            exchange: "quen.events", routingKey: type.routingKey, isMandatory: false, properties: MessageProperties(),
            body: try envelope.encoded(data: EntityEventData(state: state, changed: [])))
    }

    private static func id(_ kind: String, _ number: Int) -> EntityID {
        EntityID(namespace: .quen, parts: ["fault-\(kind)", "\(number)"])
    }

    static func appointment(_ number: Int, startsAt: Instant) -> AppointmentState {
        AppointmentState(
            id: id("appointment", number), title: "Hẹn \(number)", employeeIds: [id("employee", 1)], startsAt: startsAt,
            endsAt: startsAt.adding(.seconds(3600)), ownership: Ownership())
    }

    static func contract(_ number: Int, effectiveTo: Day) throws -> ContractState {
        ContractState(
            id: id("contract", number), number: "HĐ-\(number)", kind: .sale, status: .inProgress,
            customerId: id("customer", number), currency: .vnd, lines: [],
            sums: try DocumentSums.of(lines: [], currency: .vnd, rounding: .perRate), effectiveTo: effectiveTo,
            ownership: Ownership(responsibleId: id("employee", 1)))
    }

    static func invoice(_ number: Int, dueOn: Day) throws -> InvoiceState {
        InvoiceState(
            id: id("invoice", number), series: "1C26TQN", number: "\(number)", status: .issued, paymentStatus: .unpaid,
            customerId: id("customer", number), currency: .vnd, lines: [],
            sums: try DocumentSums.of(lines: [], currency: .vnd, rounding: .perRate), dueOn: dueOn,
            ownership: Ownership(responsibleId: id("employee", 1)))
    }
}
