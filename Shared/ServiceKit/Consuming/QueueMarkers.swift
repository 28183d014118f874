import Foundation
import Messages
import Messaging
import Store
import Synchronization

/// Tells when all has been applied that waits in the service's queue of events now.
///
/// The service sends itself a marker through the broker. It stands behind all that waits, also behind what the queue takes
/// back from a consumer that died, so once it has come, everything before it has. Asking the broker how many messages wait
/// would not do: it counts neither those, nor any while a queue has no leader.
final class QueueMarkers: Sendable {
    private let store: ServiceStore
    private let broker: any Broker
    private let underWay = Mutex<[String: Gate]>([:])

    init(store: ServiceStore, broker: any Broker) {
        self.store = store
        self.broker = broker
    }

    /// `false` where it took longer than `patience`. Throws where the broker does not take a marker.
    func hearAllThatWaits(within patience: Duration) async throws -> Bool {
        let (marker, gate) = (store.world.newID(), Gate(isOpen: false))
        underWay.withLock { $0[marker.description] = gate }
        defer { underWay.withLock { $0[marker.description] = nil } }
        try await send(marker)
        return await gate.passes(within: patience)
    }

    // MARK: The consumer's side

    /// A marker is no message: also one that an earlier run left in the queue.
    func isMarker(_ delivery: Delivery) -> Bool { delivery.routingKey == Catalogue.markerKey(store.service) }

    /// All of these, and all before them, have been applied.
    func note(applied batch: [Delivery]) {
        for delivery in batch where isMarker(delivery) {
            underWay.withLock { gates in delivery.properties.messageID.flatMap { gates[$0] } }?.open()
        }
    }

    // MARK: Sending

    private func send(_ marker: EntityID) async throws {
        let envelope = Envelope(
            id: marker, source: store.source, type: "vn.quen.\(store.service.rawValue).marker.sent.v1",
            time: store.world.now())
        let message = OutboundMessage(
            exchange: "quen.events", routingKey: Catalogue.markerKey(store.service), isMandatory: true,
            properties: MessageProperties(
                messageID: marker.description, contentType: Envelope.contentType, type: envelope.type),
            body: try envelope.encoded(dataBytes: Array("{}".utf8)))
        let publisher = try await broker.openPublisher()
        let outcome: Result<Void, any Error>
        do {
            try await publisher.publish([message])
            outcome = .success(try await Self.confirm(publisher))
        } catch {
            outcome = .failure(error)
        }
        await publisher.close()
        try outcome.get()
    }

    private static func confirm(_ publisher: any BrokerPublisher) async throws {
        while true {
            let events = try await publisher.nextEvents()
            guard !events.isEmpty else { throw BrokerError.closed }
            for event in events {
                switch event {
                case .confirmed: return
                case .rejected: throw NotTaken(reason: "the queue is full")
                case .returned: throw NotTaken(reason: "the queue is not bound for it; run: quen topology apply")
                case .closed(let error): throw error
                case .blocked, .unblocked: break
                }
            }
        }
    }

    private struct NotTaken: Error, CustomStringConvertible {
        var reason: String
        var description: String { "the marker was not taken: \(reason)" }
    }
}
