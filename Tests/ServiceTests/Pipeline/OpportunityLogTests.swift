import Foundation
import GRDB
import HTTPTypes
import Messages
import Money
import ServiceKit
import Store
import TestKit
import Testing

@testable import Pipeline

/// What was done for an opportunity (PIP-3), as Scheduling's events say it (SCH-6).
@Suite struct OpportunityLogTests {
    private static let an = EntityID(namespace: .quen, parts: ["employee", "An"])
    private static let binh = EntityID(namespace: .quen, parts: ["employee", "Bình"])

    private static func at(_ text: String) throws -> Instant { try #require(Instant("\(text):00.000+07:00")) }

    private static func meeting(_ name: String, of opportunity: EntityID?, _ day: String) throws -> AppointmentState {
        AppointmentState(
            id: EntityID(namespace: .quen, parts: ["meeting", name]), title: name, opportunityId: opportunity,
            employeeIds: [an, binh], startsAt: try at("\(day)T09:00"), endsAt: try at("\(day)T10:00"),
            ownership: Ownership())
    }

    private static func lines(_ service: ServiceUnderTest) async throws -> Int {
        try await service.store.read { try OpportunityLogEntry.fetchCount($0) }
    }

    @Test func meetingsAreShownWithWhoTookPart() async throws {
        try await PipelineFixture.with { service in
            let customer = try await service.makeCustomer("Hoa Sen")
            let answer = try await service.request(
                .post, "/opportunities", body: #"{"name":"Bán","customerId":"\#(customer)","currency":"VND"}"#)
            let id = try #require(answer.id, "\(answer.text)")
            try await service.publish(
                EmployeeState(id: Self.an, code: "NV-1", name: "An", phones: [], teams: []), .created)
            var first = try Self.meeting("Giới thiệu", of: id, "2026-11-20")
            try await service.publish(first, "scheduled", sequence: 1)
            try await service.publish(try Self.meeting("Chốt", of: id, "2030-01-10"), "scheduled", sequence: 1)
            (first.status, first.outcome, first.outcomeNotes) = (.done, .promising, "Muốn dùng thử")
            first.diary = DiaryEntry(
                startedAt: try Self.at("2026-11-20T09:30"), endedAt: try Self.at("2026-11-20T11:00"),
                attendedIds: [Self.an], absentIds: [Self.binh], customerCame: true, outcome: .promising)
            try await service.publish(first, "outcome-recorded", sequence: 2)
            let call = ActivityState(
                id: EntityID(namespace: .quen, parts: ["call"]), title: "Gọi lại", kind: .call, purpose: .other,
                origin: .request, opportunityId: id, employeeIds: [Self.an], sessions: [],
                plannedOn: Day("2026-11-21"), priority: .medium, travelMinutes: 0, plannedCosts: [], status: .new,
                appointmentIds: [], ownership: Ownership())
            try await service.publish(call, .created, sequence: 1)
            try await service.publish(try Self.meeting("Việc khác", of: nil, "2026-11-22"), "scheduled", sequence: 1)
            try await service.wait("three lines and the outcome") {
                let log = try await service.request(.get, "/opportunities/\(id)/log")
                return log.object["items"]?.count == 3 && log.object["meetings"] == .integer(1)
            }
            let log = try await service.request(.get, "/opportunities/\(id)/log")
            #expect(log.status == 200, "\(log.text)")
            #expect(log.object["items"]?[0]["title"] == .string("Chốt"))
            #expect(log.object["items"]?[1]["title"] == .string("Gọi lại"))
            let last = log.object["lastMeeting"] ?? .null
            #expect(last["startsAt"] == .string("2026-11-20T02:30:00.000Z") && last["outcome"] == .string("promising"))
            #expect(last["employeeNames"] == .array([.string("An")]) && last["notes"] == .string("Muốn dùng thử"))
            #expect(log.object["nextActivity"]?["title"] == .string("Chốt"))
            let done = try await service.request(.get, "/opportunities/\(id)/log?status=done&sort=startsAt&limit=1")
            #expect(done.object["items"]?.count == 1 && done.object["next"] == nil, "\(done.text)")
            #expect(try await service.request(.get, "/opportunities/\(id)/log?status=x").status == 422)
            #expect(try await service.request(.get, "/opportunities/\(EntityID.quen)/log").status == 404)

            // An older event that comes late changes nothing; one that was called off counts no more; one for something else goes.
            try await service.publish(try Self.meeting("Giới thiệu", of: id, "2026-11-20"), "updated", sequence: 1)
            var closing = try Self.meeting("Chốt", of: id, "2030-01-10")
            closing.status = .cancelled
            try await service.publish(closing, "cancelled", sequence: 2)
            first.opportunityId = nil
            try await service.publish(first, "updated", sequence: 3)
            try await service.wait("the meeting is off the log") { try await Self.lines(service) == 2 }
            let later = try await service.request(.get, "/opportunities/\(id)/log")
            #expect(later.object["meetings"] == .integer(0) && later.object["lastMeeting"] == nil, "\(later.text)")
            #expect(later.object["nextActivity"] == nil)
        }
    }
}
