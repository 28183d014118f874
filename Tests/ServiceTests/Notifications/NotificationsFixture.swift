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
    static let customer = EntityID(namespace: .quen, parts: ["customer"])

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
        let state = ContractState(
            id: EntityID(namespace: .quen, parts: ["contract"]), number: "HĐ-01", kind: .sale, status: status,
            customerId: NotificationsFixture.customer, currency: .vnd, lines: [],
            sums: try DocumentSums.of(lines: [], currency: .vnd, rounding: .perRate), effectiveTo: day,
            ownership: Ownership(responsibleId: responsible))
        try await hear(state, .updated, sequence)
        return state
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
    private func hear<State: EntityState>(_ state: State, _ event: EventName, _ sequence: Int64) async throws {
        let envelope = try await publish(state, event, sequence: sequence)
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
