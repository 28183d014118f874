import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct QueueTests {
    @Test func whatWaitsIsTakenFirstInFirstOutWithinPriority() async throws {
        try await SchedulingFixture.with { service in
            let team = try await service.team("ky-thuat")
            let an = try await service.employee("An", extra: #","teams":["ky-thuat"]"#)
            for (title, priority) in [("Một", "medium"), ("Hai", "low"), ("Ba", "very-high"), ("Bốn", "medium")] {
                _ = try await service.queued(title, team, priority: priority)
                service.clock.advance(by: .seconds(300))
            }
            let technician = SchedulingFixture.person(.technician, employee: an)
            let path = "/queues/\(team)/activities"
            #expect(try await service.items(path, "title", as: technician) == ["Ba", "Một", "Bốn", "Hai"])
            let half = try await service.request(.get, path + "?limit=3", as: technician)
            let next = try #require(half.string("next"))
            #expect(try await service.items(path + "?cursor=\(next)", "title", as: technician) == ["Hai"])
            let waiting = try await service.request(.get, path, as: technician)
            #expect(waiting.object["items"]?[1]["waitedMinutes"] == .integer(20), "\(waiting.text)")
            let queues = try await service.request(.get, "/queues", as: technician)
            #expect(queues.object["items"]?[0]["waiting"] == .integer(4), "\(queues.text)")
            #expect(queues.object["items"]?[0]["urgent"] == .integer(1))
            #expect(queues.object["items"]?[0]["longestWaitMinutes"] == .integer(20))
            var taken: [String] = []
            for _ in 1...4 {
                let answer = try await service.request(.post, "/queues/\(team)/take", as: technician)
                #expect(answer.status == 200, "\(answer.text)")
                let read = try await service.request(.get, "/activities/\(try #require(answer.id))", as: technician)
                taken.append(read.string("title") ?? "")
                #expect(read.object["takenAt"] != nil && read.object["employeeIds"]?[0] == .string("\(an)"))
            }
            #expect(taken == ["Ba", "Một", "Bốn", "Hai"])
            let empty = try await service.request(.post, "/queues/\(team)/take", as: technician)
            #expect(empty.status == 409 && empty.object["title"] == .string("queue-empty"))
            #expect(try await service.published(ActivityState.self).map(\.event).filter { $0 == "taken" }.count == 4)
        }
    }

    @Test func whoTakeAtOnceEachGetAnotherOne() async throws {
        try await SchedulingFixture.with { service in
            let team = try await service.team("ky-thuat")
            var people: [Person] = []
            for name in ["An", "Bình", "Chi", "Dũng"] {
                let id = try await service.employee(name, extra: #","teams":["ky-thuat"]"#)
                people.append(SchedulingFixture.person(.technician, employee: id))
            }
            for number in 1...10 { _ = try await service.queued("Việc \(number)", team, priority: "high") }
            let takers = people
            let taken = try await withThrowingTaskGroup(of: (Int, EntityID?).self) { group in
                for number in 0..<12 {
                    group.addTask {
                        let answer = try await service.request(.post, "/queues/\(team)/take", as: takers[number % 4])
                        return (answer.status, answer.id)
                    }
                }
                return try await group.reduce(into: [(Int, EntityID?)]()) { $0.append($1) }
            }
            #expect(taken.filter { $0.0 == 200 }.count == 10 && taken.filter { $0.0 == 409 }.count == 2)
            #expect(Set(taken.compactMap(\.1)).count == 10)
        }
    }

    @Test func whatIsGivenBackKeepsItsPlaceAndWhatIsMovedWaitsAnew() async throws {
        try await SchedulingFixture.with { service in
            let (first, second) = (try await service.team("mot"), try await service.team("hai"))
            let an = try await service.employee("An", extra: #","teams":["mot"]"#)
            let technician = SchedulingFixture.person(.technician, employee: an)
            let id = try await service.queued("Cũ", first, priority: "medium")
            service.clock.advance(by: .seconds(600))
            _ = try await service.queued("Mới", first, priority: "medium")
            let taken = try await service.request(.post, "/queues/\(first)/take", as: technician)
            #expect(taken.id == id)
            #expect(try await service.request(.post, "/activities/\(id)/give-back", as: technician).status == 200)
            #expect(try await service.items("/queues/\(first)/activities", "title") == ["Cũ", "Mới"])
            let again = try await service.request(.post, "/activities/\(id)/give-back")
            #expect(again.status == 409 && again.object["title"] == .string("not-from-queue"), "\(again.text)")
            let body = #"{"teamId":"\#(second)"}"#
            #expect(
                try await service.request(.post, "/activities/\(id)/queue", as: technician, body: body).status == 200)
            #expect(try await service.items("/queues/\(first)/activities", "title") == ["Mới"])
            // Of the other team the technician is no member.
            #expect(try await service.request(.get, "/queues/\(second)/activities", as: technician).status == 404)
            #expect(try await service.request(.get, "/activities/\(id)", as: technician).status == 404)
            #expect(try await service.request(.post, "/queues/\(second)/take", as: technician).status == 404)
            #expect(try await service.items("/queues", "name", as: technician) == ["Nhóm mot"])
            let moved = try await service.request(.get, "/queues/\(second)/activities")
            #expect(moved.object["items"]?[0]["waitedMinutes"] == .integer(0), "\(moved.text)")
            let unknown = try await service.request(
                .post, "/activities/\(id)/queue", body: #"{"teamId":"\#(an)"}"#)
            #expect(unknown.status == 422 && unknown.object["path"] == .string("$.teamId"), "\(unknown.text)")
        }
    }

    @Test func membersSeeWhatWaitsAndOthersDoNot() async throws {
        try await SchedulingFixture.with { service in
            let team = try await service.team("ky-thuat")
            let an = try await service.employee("An", extra: #","teams":["ky-thuat"]"#)
            let binh = try await service.employee("Bình")
            let id = try await service.queued("Sửa máy", team, priority: "medium")
            let member = SchedulingFixture.person(.technician, employee: an)
            let stranger = SchedulingFixture.person(.technician, employee: binh)
            #expect(try await service.items("/activities", "title", as: member) == ["Sửa máy"])
            #expect(try await service.items("/activities", "title", as: stranger).isEmpty)
            #expect(try await service.request(.get, "/queues/\(team)/activities", as: stranger).status == 404)
            let accountant = SchedulingFixture.person(.accountant, employee: an)
            for path in ["/queues", "/queues/\(team)/activities", "/work-items", "/work-items/counts", "/calls"] {
                #expect(try await service.request(.get, path, as: accountant).status == 403)
            }
            // Whoever put it into the queue waits for it; whoever takes it has it to do.
            let seller = SchedulingFixture.person(.salesperson, employee: binh)
            let body = #"{"title":"Giao hàng","kind":"other","teamId":"\#(team)"}"#
            #expect(try await service.request(.post, "/activities", as: seller, body: body).status == 201)
            #expect(try await service.items("/work-items?list=waiting", "title", as: seller) == ["Giao hàng"])
            #expect(try await service.items("/work-items", "title", as: seller).isEmpty)
            for _ in 1...2 { _ = try await service.request(.post, "/queues/\(team)/take", as: member) }
            #expect(try await service.items("/work-items", "title", as: member).sorted() == ["Giao hàng", "Sửa máy"])
            #expect(try await service.items("/work-items?list=waiting", "title", as: seller) == ["Giao hàng"])
            #expect(try await service.request(.get, "/activities/\(id)", as: stranger).status == 404)
        }
    }

    @Test func aTeamWhoseQueueIsNotEmptyIsNotDeleted() async throws {
        try await SchedulingFixture.with { service in
            let team = try await service.team("ky-thuat")
            let id = try await service.queued("Sửa máy", team, priority: "medium")
            let etag = try await service.request(.get, "/teams/\(team)").etag
            let refused = try await service.request(.delete, "/teams/\(team)", headers: ["If-Match": etag])
            #expect(refused.status == 409 && refused.object["title"] == .string("team-has-queue"), "\(refused.text)")
            #expect(try await service.request(.post, "/activities/\(id)/cancel").status == 200)
            #expect(try await service.request(.delete, "/teams/\(team)", headers: ["If-Match": etag]).status == 200)
        }
    }
}

extension ServiceUnderTest {
    func team(_ code: String) async throws -> EntityID {
        let answer = try await request(.post, "/teams", body: #"{"code":"\#(code)","name":"Nhóm \#(code)"}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    /// Enters an activity that waits in a team's queue; the id.
    func queued(_ title: String, _ team: EntityID, priority: String) async throws -> EntityID {
        let answer = try await request(
            .post, "/activities",
            body: #"{"title":"\#(title)","kind":"maintenance","teamId":"\#(team)","priority":"\#(priority)"}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }
}
