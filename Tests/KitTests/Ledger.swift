import Foundation
import GRDB
import Logging
import Messages
import Messaging
import Money
import ServiceKit
import ServiceLifecycle
import Store
import Synchronization
import TestKit

/// Two services in one process, as small as can be: `pipeline` writes products, `contracts` applies each of their events to
/// a ledger. What was committed on one side must be found applied exactly once, in order, on the other.
struct Ledger {
    let directory = NSTemporaryDirectory() + "quen-ledger-" + UUID().uuidString
    var clock = TestClock()

    /// A product as the owner's store keeps it.
    struct Product: EntityRecord {
        static let databaseTableName = "product"
        var id: EntityID
        var sequence = EventSequence(1)
        var name: String
        var published: ProductState {
            ProductState(id: id, code: name, name: name, kind: .goods, unit: "cái", taxClass: "standard", prices: [])
        }
    }

    /// An opportunity likewise.
    struct Opportunity: EntityRecord {
        static let databaseTableName = "opportunity"
        var id: EntityID
        var sequence = EventSequence(1)
        var name: String
        var published: OpportunityState {
            OpportunityState(
                id: id, code: "CH-1", name: name, customerId: id, stage: "prospecting", probability: 10, currency: .vnd,
                expectedValue: .zero(.vnd), ownership: Ownership())
        }
    }

    /// A quote, which can be deleted.
    struct Quote: EntityRecord {
        static let databaseTableName = "quote"
        var id: EntityID
        var sequence = EventSequence(1)
        var name: String
        var sums: DocumentSums
        var published: QuoteState {
            QuoteState(
                id: id, number: name, revision: 1, customerId: id, status: .draft, currency: .vnd, lines: [],
                sums: sums,
                validUntil: Day(daysSince1970: 0), ownership: Ownership())
        }
    }

    struct UnitGroup: EntityRecord {
        static let databaseTableName = "unitGroup"
        var id: EntityID
        var sequence = EventSequence(1)
        var name: String
        var published: UnitGroupState { UnitGroupState(id: id, name: name, baseUnit: "cái", units: []) }
    }

    struct ProductCopy: CopyRecord, Codable {
        static let databaseTableName = "productCopy"
        var id: EntityID
        var sequence: EventSequence
        var name: String
        init(_ state: ProductState, sequence: EventSequence) {
            (id, self.sequence, name) = (state.id, sequence, state.name)
        }
    }

    func ownerStore() throws -> ServiceStore {
        try ServiceStore(directory: directory + "/pipeline", service: .pipeline, site: "main", world: clock.world) {
            $0.registerMigration("product") { db in
                try db.execute(
                    sql: """
                        CREATE TABLE product(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL);
                        CREATE TABLE opportunity(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL);
                        CREATE TABLE unitGroup(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL);
                        CREATE TABLE quote(
                          id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL, sums TEXT NOT NULL);
                        """)
            }
        }
    }

    func consumerStore() throws -> ServiceStore {
        try ServiceStore(directory: directory + "/contracts", service: .contracts, site: "main", world: clock.world) {
            $0.registerMigration("ledger") { db in
                try db.execute(
                    sql: """
                        CREATE TABLE productCopy(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL);
                        CREATE TABLE customerCopy(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL);
                        CREATE TABLE unitGroupCopy(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL);
                        CREATE TABLE quoteCopy(id BLOB PRIMARY KEY, sequence INTEGER NOT NULL, name TEXT NOT NULL);
                        CREATE TABLE applied(n INTEGER PRIMARY KEY, subject TEXT, sequence INTEGER, name TEXT);
                        """)
            }
        }
    }

    struct CustomerCopy: CopyRecord, Codable {
        static let databaseTableName = "customerCopy"
        var id: EntityID
        var sequence: EventSequence
        var name: String
        init(_ state: CustomerState, sequence: EventSequence) {
            (id, self.sequence, name) = (state.id, sequence, state.name)
        }
    }

    struct QuoteCopy: CopyRecord, Codable {
        static let databaseTableName = "quoteCopy"
        var id: EntityID
        var sequence: EventSequence
        var name: String
        init(_ state: QuoteState, sequence: EventSequence) {
            (id, self.sequence, name) = (state.id, sequence, state.number)
        }
    }

    struct UnitGroupCopy: CopyRecord, Codable {
        static let databaseTableName = "unitGroupCopy"
        var id: EntityID
        var sequence: EventSequence
        var name: String
        init(_ state: UnitGroupState, sequence: EventSequence) {
            (id, self.sequence, name) = (state.id, sequence, state.name)
        }
    }

    /// `opportunity` events are the steps: `onStep` may throw, and so may `onPayment` for what other systems send.
    func consumer(
        _ store: ServiceStore, _ broker: any Broker,
        onStep: @escaping @Sendable (Event<OpportunityState>) throws -> Void = { _ in },
        onPayment: @escaping @Sendable (Inbound<PaymentReceived>) throws -> Void = { _ in }
    ) async throws -> ServiceKernel {
        try await ServiceKernel(
            store: store, broker: broker,
            subscriptions: [
                .copy(CustomerCopy.self), .copy(ProductCopy.self), .copy(UnitGroupCopy.self),
                .copy(QuoteCopy.self),
                .step(CaseState.self) { _, _ in },
                .step(OpportunityState.self) { transaction, event in
                    try onStep(event)
                    let name = event.isSnapshot ? "\(event.state.name) (as it is)" : event.state.name
                    try transaction.db.execute(
                        sql: "INSERT INTO applied(subject, sequence, name) VALUES (?, ?, ?)",
                        arguments: [event.state.subject, event.sequence, name])
                },
            ],
            inbound: Self.inbound(onPayment), logger: Self.silent)
    }

    static func inbound(
        _ onPayment: @escaping @Sendable (Inbound<PaymentReceived>) throws -> Void = { _ in }
    ) -> [InboundHandler] {
        [
            .on(InvoiceRecorded.self) { _, inbound in
                InboundOutcome(subject: Subject("invoice", inbound.id), sequence: nil)
            },
            .on(PaymentReceived.self) { _, inbound in
                try onPayment(inbound)
                return InboundOutcome(subject: Subject("payment", inbound.id), sequence: nil)
            },
            .on(UsageRecorded.self) { _, inbound in
                InboundOutcome(subject: Subject("contract", inbound.id), sequence: nil)
            },
        ]
    }

    func relayOnly(_ store: ServiceStore, _ broker: any Broker) async throws -> ServiceKernel {
        try await ServiceKernel(
            store: store, broker: broker,
            subscriptions: [
                .copy(CustomerCopy.self), .step(LeadState.self) { _, _ in }, .step(AppointmentState.self) { _, _ in },
                .step(ActivityState.self) { _, _ in },
            ],
            inbound: [
                .on(ProductRecorded.self) { _, i in InboundOutcome(subject: Subject("product", i.id), sequence: nil) },
                .on(OpportunityRecorded.self) { _, i in
                    InboundOutcome(subject: Subject("opportunity", i.id), sequence: nil)
                },
            ], owned: [.of(Product.self), .of(UnitGroup.self), .of(Opportunity.self), .of(Quote.self)],
            logger: Self.silent)
    }

    /// Makes or changes a record of the owner's.
    static func put<R: EntityRecord>(_ record: R, _ store: ServiceStore) async throws -> R {
        try await store.write { transaction in
            var record = record
            if let old = try transaction.find(R.self, record.id) {
                record.sequence = old.sequence
                try transaction.update(&record, from: old)
            } else {
                try transaction.insert(&record)
            }
            return record
        }
    }

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// An opportunity's event as bytes, for sending at will.
    static func opportunity(
        _ id: EntityID, _ sequence: Int64, name: String, event: EventName = .updated, type: String? = nil,
        clock: TestClock
    ) throws -> [UInt8] {
        let state = OpportunityState(
            id: id, code: "CH-1", name: name, customerId: id, stage: "prospecting", probability: 10, currency: .vnd,
            expectedValue: .zero(.vnd), ownership: Ownership())
        let kind = OpportunityState.type(event)
        return try Envelope(
            id: clock.world.newID(), source: "urn:quen:main:pipeline", type: type ?? kind.wireName,
            subject: state.subject, time: clock.now, dataschema: kind.schema, sequence: EventSequence(sequence)
        ).encoded(data: EntityEventData(state: state, changed: ["name"]))
    }

    static func send(_ bodies: [[UInt8]], _ broker: any Broker, key: String = "pipeline.opportunity.updated.v1")
        async throws
    {
        let publisher = try await broker.openPublisher()
        try await publisher.publish(
            bodies.map {
                OutboundMessage(
                    exchange: "quen.events", routingKey: key, isMandatory: false, properties: MessageProperties(),
                    body: $0)
            })
        await publisher.close()
    }
}

/// Runs the services of `kernels` while `body` runs.
func running(_ kernels: [ServiceKernel], _ body: () async throws -> Void) async throws {
    let group = ServiceGroup(
        configuration: .init(
            services: kernels.flatMap { $0.services() }.map { .init(service: $0) }, logger: Ledger.silent))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        do { try await body() } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
    for kernel in kernels { try await kernel.close() }
}
