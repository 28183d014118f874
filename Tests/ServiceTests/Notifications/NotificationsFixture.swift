import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

/// Runs Notifications, with An, an employee with an account, known to it.
enum NotificationsFixture {
    static let an = Person.test(.salesperson, name: "An")
    static let binh = Person.test(.salesperson, name: "Binh")
    static let customer = id("customer")

    /// A signed contract of An's, but for what `change` makes of it.
    static func contract(_ change: (inout ContractState) -> Void) throws -> ContractState {
        var state = ContractState(
            id: id("contract"), number: "HĐ-01", kind: .service, status: .signed,
            customerId: customer, currency: .vnd, lines: [],
            sums: try DocumentSums.of(lines: [], currency: .vnd, rounding: .perRate),
            ownership: Ownership(responsibleId: an.employee))
        change(&state)
        return state
    }

    static func id(_ name: String) -> EntityID { EntityID(namespace: .quen, parts: [name]) }

    static func with(
        _ settings: NotificationsSettings = NotificationsSettings(), clock: TestClock = TestClock(),
        directory: String? = nil, _ body: @escaping @Sendable (ServiceUnderTest) async throws -> Void
    ) async throws {
        try await ServiceUnderTest.with(
            .notifications, clock: clock, directory: directory, build: { try await buildNotifications($0, settings) }
        ) { service in
            try await service.introduce(an)
            try await body(service)
            for check in service.app.operations.checks {
                let faults = try await service.store.read { try check.run($0) }
                #expect(faults.isEmpty, "\(check.name): \(faults)")
            }
        }
    }

    static func mail(port: Int) -> NotificationsSettings {
        NotificationsSettings(
            smtp: SMTPSettings(
                host: "127.0.0.1", port: port, security: .none, from: "crm@quen.vn", timeout: .seconds(10)))
    }
}

extension ServiceUnderTest {
    /// Lets the service hear of an employee and the account.
    func introduce(_ person: Person, language: Language = .vietnamese, sequence: Int64 = 1) async throws {
        let employee = try #require(person.employee)
        try await publish(
            EmployeeState(id: employee, code: "NV", name: "An", email: "an.nv@quen.vn"), .created, sequence: sequence)
        try await publish(
            AccountState(
                id: person.account, signInName: "an", employeeId: employee, email: "an@quen.vn", language: language,
                roles: [], permissionVersion: 1), .created, sequence: sequence)
        try await publish(
            CustomerState(
                id: NotificationsFixture.customer, code: "KH-1", kind: .organisation, name: "Công ty Hòa Bình",
                status: .potential, isActive: true, ownership: Ownership()), .created, sequence: sequence)
        try await wait("the account") {
            try await store.read { try AccountCopy.exists($0, key: person.account) }
        }
        try await wait("the customer") {
            try await store.read { try CustomerCopy.exists($0, key: NotificationsFixture.customer) }
        }
    }

    /// An appointment of An's so long from now.
    func appointment(
        _ name: String = "Thăm khách", in span: Duration, status: AppointmentStatus = .scheduled,
        employees: [EntityID]? = nil, event: EventName = "scheduled", sequence: Int64 = 1
    ) async throws -> AppointmentState {
        let start = clock.now.adding(span)
        let state = AppointmentState(
            id: EntityID(namespace: .quen, parts: [name]), title: name, customerId: NotificationsFixture.customer,
            employeeIds: try employees ?? [#require(NotificationsFixture.an.employee)], startsAt: start,
            endsAt: start.adding(.seconds(3600)), place: "Hà Nội", status: status, ownership: Ownership())
        try await hear(state, event, sequence)
        return state
    }

    func contract(
        ends day: Day, status: ContractStatus = .signed, responsible: EntityID?, sequence: Int64 = 1
    ) async throws -> ContractState {
        try await contract(sequence) {
            ($0.effectiveTo, $0.status) = (day, status)
            $0.ownership = Ownership(responsibleId: responsible)
        }
    }

    /// A signed contract of An's, but for what `change` makes of it.
    func contract(
        _ sequence: Int64 = 1, _ event: EventName = .updated, deleted: Bool? = nil,
        _ change: (inout ContractState) -> Void = { _ in }
    ) async throws -> ContractState {
        let state = try NotificationsFixture.contract(change)
        try await hear(state, event, sequence, deleted: deleted)
        return state
    }

    /// The contract as its owner holds it by then, or that it does not exist, under no event's name.
    func contractSnapshot(_ sequence: Int64, _ state: ContractState?) async throws {
        let page = SnapshotPage<ContractState>(
            entity: "contract", bootstrap: nil, page: 1, isLast: true,
            records: state.map { [.init(id: $0.id, sequence: EventSequence(sequence), state: $0)] } ?? [],
            unknown: state == nil ? [NotificationsFixture.id("contract")] : [])
        let type = SnapshotPage<ContractState>.type
        let envelope = Envelope(
            id: clock.world.newID(), source: "urn:quen:main:contracts", type: type.wireName, time: clock.now,
            dataschema: type.schema)
        try await send(
            exchange: "quen.bootstrap", key: Catalogue.copiesKey(to: .notifications, from: .contracts),
            body: envelope.encoded(data: page))
    }

    /// A printer of that contract, its serial number the name.
    func item(
        _ name: String, warrantyTo day: Day?, sequence: Int64 = 1, deleted: Bool? = nil,
        _ change: (inout DeliveredItemState) -> Void = { _ in }
    ) async throws {
        var state = DeliveredItemState(
            id: NotificationsFixture.id(name), customerId: NotificationsFixture.customer,
            contractId: NotificationsFixture.id("contract"), description: "Máy in", quantity: Quantity(scaled: 10_000),
            serial: name, handedOverOn: Day(daysSince1970: 20_000), warrantyTo: day,
            ownership: Ownership(responsibleId: NotificationsFixture.an.employee))
        change(&state)
        try await hear(state, deleted == true ? .deleted : .updated, sequence, deleted: deleted)
    }

    func invoice(due day: Day, paid: InvoicePaymentStatus = .unpaid, event: EventName = "issued", sequence: Int64 = 1)
        async throws -> InvoiceState
    {
        let state = InvoiceState(
            id: EntityID(namespace: .quen, parts: ["invoice"]), series: "1C26TQN", number: "7", status: .issued,
            paymentStatus: paid, customerId: NotificationsFixture.customer, currency: .vnd, lines: [],
            sums: try DocumentSums.of(lines: [], currency: .vnd, rounding: .perRate), dueOn: day,
            ownership: Ownership(responsibleId: NotificationsFixture.an.employee))
        try await hear(state, event, sequence)
        return state
    }

    /// Publishes and waits until the event has been applied.
    func hear<State: EntityState>(
        _ state: State, _ event: EventName, _ sequence: Int64, deleted: Bool? = nil
    ) async throws {
        let envelope = try await publish(state, event, sequence: sequence, deleted: deleted)
        try await wait("the event \(envelope.id)") {
            try await store.read { db in
                try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM inbox WHERE id = ?)", arguments: [envelope.id])
                    ?? false
            }
        }
    }

    /// The occurrences of the timers in that state, soonest first.
    func timers(_ state: String = "waiting") async throws -> [String] {
        try await store.read { db in
            try String.fetchAll(
                db, sql: "SELECT occurrence FROM timer WHERE state = ? ORDER BY dueAt", arguments: [state])
        }
    }

    func alerts() async throws -> [String] { try await published(AlertState.self).map(\.state.occurrence) }

    /// Moves the clock and waits until nothing is due any more.
    func advance(by span: Duration) async throws {
        clock.advance(by: span)
        app.kernel.wakeTimers()
        try await wait("the timers") {
            let now = clock.now
            return try await store.read { try TimerRow.due($0, at: now, limit: 1).isEmpty }
        }
    }

    func deliveryStates(_ channel: Delivery.Channel = .email) async throws -> [Delivery.State] {
        try await store.read { try Delivery.filter(Column("channel") == channel.rawValue).fetchAll($0).map(\.state) }
    }
}
