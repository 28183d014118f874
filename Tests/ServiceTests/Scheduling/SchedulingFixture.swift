import Foundation
import HTTPTypes
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// Runs Scheduling and says what its tests often say.
enum SchedulingFixture {
    static func with(_ body: @escaping @Sendable (ServiceUnderTest) async throws -> Void) async throws {
        try await ServiceUnderTest.with(.scheduling, build: { try await buildScheduling($0) }) { service in
            try await body(service)
            try await service.checkInvariants()
        }
    }

    /// Somebody with that role who is the employee `employee`.
    static func person(_ role: ReadyMadeRole, employee: EntityID, branch: EntityID? = nil) -> Person {
        var person = Person.test(role, name: employee.description, branch: branch)
        person.employee = employee
        return person
    }
}

extension ServiceUnderTest {
    /// Enters an employee; the id.
    func employee(_ name: String, branch: EntityID? = nil, extra: String = "") async throws -> EntityID {
        let branchMember = branch.map { #","branchId":"\#($0)""# } ?? ""
        let answer = try await request(.post, "/employees", body: #"{"name":"\#(name)"\#(branchMember)\#(extra)}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    func branch(_ code: String, _ name: String) async throws -> EntityID {
        let answer = try await request(.post, "/branches", body: #"{"code":"\#(code)","name":"\#(name)"}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    /// Books `title` for `employees` on 2026-11-24 from and to those hours in Viet Nam.
    func book(
        _ title: String, _ employees: [EntityID], from: String, to: String, day: String = "2026-11-24",
        as person: Person = .test(.administrator), extra: String = ""
    ) async throws -> TestAnswer {
        let list = employees.map { "\"\($0)\"" }.joined(separator: ",")
        return try await request(
            .post, "/appointments", as: person,
            body: """
                {"title":"\(title)","employeeIds":[\(list)],"startsAt":"\(day)T\(from):00+07:00",\
                "endsAt":"\(day)T\(to):00+07:00"\(extra)}
                """)
    }

    /// Sends an employee's record; whether it was taken.
    func accepts(_ record: EmployeeRecorded) async throws -> Bool { try await isAccepted(send(inbound: record)) }

    func lastRejection() async throws -> InboundRejected {
        let reply = try #require(try await replies().last)
        return try reply.decode(InboundRejected.self)
    }

    /// Every check of the operator's tool finds nothing wrong.
    func checkInvariants() async throws {
        for check in app.operations.checks {
            let faults = try await store.read { try check.run($0) }
            #expect(faults.isEmpty, "\(check.name): \(faults)")
        }
    }

    /// The `title` or `name` of every item of a list.
    func items(_ path: String, _ member: String, as person: Person = .test(.administrator)) async throws -> [String] {
        let answer = try await request(.get, path, as: person)
        #expect(answer.status == 200, "\(answer.text)")
        guard case .array(let items) = answer.object["items"] else { return [] }
        return items.compactMap { item in
            guard case .object(let members) = item, case .string(let text) = members[member] else { return nil }
            return text
        }
    }
}

extension JSONValue {
    var count: Int { if case .array(let items) = self { items.count } else { 0 } }
    subscript(_ index: Int) -> JSONValue {
        if case .array(let items) = self, items.indices.contains(index) { items[index] } else { .null }
    }
    subscript(_ member: String) -> JSONValue {
        if case .object(let members) = self { members[member] ?? .null } else { .null }
    }
}
