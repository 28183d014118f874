import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct ProjectTests {
    // MARK: The table

    @Test(arguments: ProjectCommand.allCases, ProjectStatus.allCases)
    func everyStepIsThatOfTheTable(_ command: ProjectCommand, _ status: ProjectStatus) throws {
        var project = try Self.project(in: status)
        let today = try #require(Day("2026-11-24"))
        let step = ProjectStep(command: command, note: "Lý do", on: today, today: today)
        let transition = try #require(ProjectTransition.of(command))
        if transition.from.contains(status) {
            #expect(try project.perform(step) == transition)
            #expect(project.status == transition.to && project.statusOn == today)
        } else {
            #expect(throws: ProjectError.notAllowed(command, status)) { try project.perform(step) }
        }
    }

    @Test(arguments: ProjectTransition.all)
    func everyConditionOfTheTableIsLookedAt(_ transition: ProjectTransition) throws {
        let today = try #require(Day("2026-11-24"))
        for condition in transition.conditions {
            var project = try Self.project(in: transition.from[0])
            var step = ProjectStep(command: transition.command, note: "Lý do", on: today, today: today)
            switch condition {
            case .noteGiven: step.note = "  "
            case .dayNotInFuture: step.on = today.adding(days: 1)
            case .nothingOpen: step.openActivities = 1
            case .partsEnded: step.openPart = "DA-2"
            case .wholeOpen: step.endedWhole = "DA-1"
            }
            let before = project
            #expect(throws: ProjectError.self, "\(transition.command) \(condition)") { try project.perform(step) }
            #expect(project == before)
        }
    }

    @Test func theReadmeShowsTheTable() throws {
        let readme = try String(
            contentsOfFile: ServiceUnderTest.repositoryRoot + "/Services/Scheduling/README.md", encoding: .utf8)
        #expect(readme.contains(ProjectTransition.markdown))
    }

    private static func project(in status: ProjectStatus) throws -> Project {
        let input = try WireJSON.decode(
            ProjectDetails.Input.self, from: Array(#"{"name":"Dự án","startsOn":"2026-11-01"}"#.utf8))
        var project = Project(id: .quen, code: "DA-1", details: try ProjectDetails(input), ownership: Ownership())
        let today = try #require(Day("2026-11-24"))
        let way: [ProjectStatus: [ProjectCommand]] = [
            .planned: [], .inProgress: [.start], .onHold: [.start, .hold], .closed: [.start, .close],
            .cancelled: [.cancel],
        ]
        for command in try #require(way[status]) {
            _ = try project.perform(ProjectStep(command: command, note: "x", on: today, today: today))
        }
        return project
    }

    // MARK: Through the door

    @Test func aProjectIsEnteredFoundAndChanged() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let binh = try await service.employee("Bình")
            let contract = EntityID(namespace: .quen, parts: ["contract"])
            let id = try await service.project(
                "Triển khai Hoa Sen",
                extra: """
                    ,"endsOn":"2026-11-20","responsibleId":"\(an)","contractIds":["\(contract)","\(contract)"],\
                    "members":[{"employeeId":"\(binh)","role":" Kỹ thuật "}]
                    """)
            let read = try await service.request(.get, "/projects/\(id)")
            #expect(read.object["code"] == .string("DA-000001") && read.object["status"] == .string("planned"))
            #expect(read.object["contractIds"]?.count == 1)
            #expect(read.object["members"]?[0]["role"] == .string("Kỹ thuật"))
            #expect(read.object["memberNames"]?[0] == .string("Bình"))
            // Of the clock of the tests, which stands.
            let today = LocalZone.vietNam.day(of: service.clock.now)
            let late = today.daysSince1970 - (try #require(Day("2026-11-20"))).daysSince1970
            #expect(read.object["daysLate"] == .integer(late))
            for filter in [
                "q=trien+khai", "late=true", "member=\(binh)", "responsible=\(an)", "contract=\(contract)",
                "parent=none", "status=planned", "from=2026-11-19&to=2026-11-30", "sort=-endsOn",
            ] {
                #expect(try await service.items("/projects?\(filter)", "name").count == 1, "\(filter)")
            }
            for filter in ["q=khac", "late=false", "member=\(an)", "status=closed", "from=2026-11-21", "to=2026-10-31"]
            {
                #expect(try await service.items("/projects?\(filter)", "name").isEmpty, "\(filter)")
            }
            #expect(try await service.request(.get, "/projects?status=odd").status == 422)
            let body = #"{"name":"Triển khai","startsOn":"2026-11-01","endsOn":"2027-01-31"}"#
            let changed = try await service.request(
                .put, "/projects/\(id)", body: body, headers: ["If-Match": read.etag])
            #expect(changed.status == 200, "\(changed.text)")
            let stale = try await service.request(.put, "/projects/\(id)", body: body, headers: ["If-Match": read.etag])
            #expect(stale.status == 412)
            #expect(try await service.items("/projects?late=true", "name").isEmpty)
            let events = try await service.published(ProjectState.self)
            #expect(events.map(\.event) == ["created", "updated"])
            #expect(events.last?.state.ownership.responsibleId == an)
        }
    }

    @Test func whatIsWrongIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let base = #""name":"x","startsOn":"2026-11-01""#
            let cases = [
                (#"{"name":" ","startsOn":"2026-11-01"}"#, "$.name"), (#"{"name":"x"}"#, "$.startsOn"),
                (#"{\#(base),"endsOn":"2026-10-31"}"#, "$.endsOn"),
                (#"{\#(base),"endsOn":"2099-10-31"}"#, "$.endsOn"),
                (#"{\#(base),"members":[{"role":"x"}]}"#, "$.members[0]"),
                (#"{\#(base),"members":[{"employeeId":"\#(an)","contactId":"\#(an)","role":"x"}]}"#, "$.members[0]"),
                (#"{\#(base),"members":[{"employeeId":"\#(an)","role":" "}]}"#, "$.members[0].role"),
                (
                    #"{\#(base),"members":[{"employeeId":"\#(an)","role":"a"},{"employeeId":"\#(an)","role":"b"}]}"#,
                    "$.members[1]"
                ),
                (#"{\#(base),"members":[{"employeeId":"\#(EntityID.quen)","role":"a"}]}"#, "$.members[0].employeeId"),
                (#"{\#(base),"members":[{"contactId":"\#(EntityID.quen)","role":"a"}]}"#, "$.members[0].contactId"),
                (#"{\#(base),"parentId":"\#(EntityID.quen)"}"#, "$.parentId"),
                (#"{\#(base),"responsibleId":"\#(EntityID.quen)"}"#, "$.responsibleId"),
                (#"{\#(base),"branchId":"\#(EntityID.quen)"}"#, "$.branchId"),
            ]
            for (body, path) in cases {
                let answer = try await service.request(.post, "/projects", body: body)
                #expect(answer.status == 422, "\(body) \(answer.text)")
                #expect(answer.object["path"] == .string(path), "\(answer.text)")
            }
            _ = try await service.project("Một", extra: #","code":"X-1""#)
            let again = try await service.request(.post, "/projects", body: #"{\#(base),"code":"x-1"}"#)
            #expect(again.status == 409 && again.object["title"] == .string("project-code-taken"))
        }
    }

    @Test func projectsAreTreesOfFiveLevels() async throws {
        try await SchedulingFixture.with { service in
            var ids: [EntityID] = []
            for level in 1...5 {
                ids.append(try await service.project("Cấp \(level)", parent: ids.last))
            }
            let tooDeep = try await service.request(
                .post, "/projects", body: #"{"name":"Cấp 6","startsOn":"2026-11-01","parentId":"\#(ids[4])"}"#)
            #expect(tooDeep.object["title"] == .string("project-too-deep"))
            // What has parts itself goes down with them.
            let other = try await service.project("Khác")
            _ = try await service.project("Con của khác", parent: other)
            let moved = try await service.put(
                "/projects/\(other)", #"{"name":"Khác","startsOn":"2026-11-01","parentId":"\#(ids[3])"}"#)
            #expect(moved.object["title"] == .string("project-too-deep"), "\(moved.text)")
            for (child, parent) in [(ids[0], ids[4]), (ids[1], ids[1])] {
                let cycle = try await service.put(
                    "/projects/\(child)", #"{"name":"x","startsOn":"2026-11-01","parentId":"\#(parent)"}"#)
                #expect(cycle.object["title"] == .string("project-cycle"), "\(cycle.text)")
            }
            let last = try await service.request(.get, "/projects/\(ids[4])")
            #expect(last.object["path"]?.count == 4 && last.object["path"]?[0]["name"] == .string("Cấp 1"))
            let parts = try await service.items("/projects?parent=\(ids[0])", "name")
            #expect(parts == ["Cấp 2"])
        }
    }

    @Test func progressIsWeighedByPlannedTimeAndIncludesTheParts() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let whole = try await service.project("Cả")
            let part = try await service.project("Phần", parent: whole)
            let dropped = try await service.project("Bỏ", parent: whole)
            // Three hours done below, one open above; a day without sessions counts as an hour; what is called off as nothing.
            let done = try await service.activity(
                "Lắp đặt", [an], at: [("2026-11-25", "08:00", "10:00"), ("2026-11-26", "08:00", "09:00")],
                extra: #","projectId":"\#(part)""#)
            _ = try await service.activity(
                "Đào tạo", [an], at: [("2026-11-27", "08:00", "09:00")], extra: #","projectId":"\#(whole)""#)
            _ = try await service.activity(
                "Quá hạn", [an], at: [],
                extra: #","plannedOn":"2026-11-30","deadline":"2026-11-01T10:00:00Z","projectId":"\#(whole)""#)
            let off = try await service.activity(
                "Hủy", [an], at: [("2026-11-28", "08:00", "18:00")], extra: #","projectId":"\#(whole)""#)
            _ = try await service.activity(
                "Trong phần bị hủy", [an], at: [("2026-11-29", "08:00", "18:00")], extra: #","projectId":"\#(dropped)""#
            )
            #expect(try await service.request(.post, "/activities/\(done)/done").status == 200)
            #expect(try await service.request(.post, "/activities/\(off)/cancel").status == 200)
            #expect(try await service.step(dropped, "cancel", note: "Không cần").status == 200)
            let progress = try await service.request(.get, "/projects/\(whole)").object["progress"]
            #expect(progress?["activities"] == .integer(3) && progress?["done"] == .integer(1))
            #expect(progress?["plannedMinutes"] == .integer(300) && progress?["doneMinutes"] == .integer(180))
            #expect(progress?["percent"] == .integer(60) && progress?["overdue"] == .integer(1))
            #expect(try await service.items("/activities?project=\(part)", "title") == ["Lắp đặt"])
            let below = try await service.request(.get, "/projects?parent=\(whole)&q=phan")
            #expect(below.object["items"]?[0]["progress"]["percent"] == .integer(100))
        }
    }

    @Test func whatIsOpenKeepsAProjectOpenAndCancellingCallsItOff() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let whole = try await service.project("Cả")
            let part = try await service.project("Phần", parent: whole)
            let activity = try await service.activity("Việc", [an], at: [], extra: #","projectId":"\#(part)""#)
            let meeting = try await service.book(
                "Họp", [an], from: "09:00", to: "10:00", extra: #","projectId":"\#(part)""#)
            let id = try #require(meeting.id)
            #expect(try await service.items("/appointments?project=\(part)", "title") == ["Họp"])
            for project in [whole, part] { #expect(try await service.step(project, "start").status == 200) }
            #expect(try await service.step(whole, "close").object["title"] == .string("open-sub-project"))
            #expect(try await service.step(part, "close").object["title"] == .string("open-activities"))
            #expect(try await service.step(part, "cancel").object["title"] == .string("note-required"))
            #expect(try await service.step(part, "fly").status == 422)
            #expect(try await service.step(part, "cancel", note: "Khách dừng").status == 200)
            #expect(try await service.request(.get, "/activities/\(activity)").object["status"] == .string("cancelled"))
            #expect(try await service.request(.get, "/appointments/\(id)").object["status"] == .string("cancelled"))
            #expect(try await service.step(whole, "close").status == 200)
            // Nothing goes into one that has ended, and a part is not opened under it.
            let late = try await service.request(
                .post, "/activities",
                body: #"{"title":"x","kind":"call","employeeIds":["\#(an)"],"projectId":"\#(part)"}"#)
            #expect(late.status == 409 && late.object["title"] == .string("project-ended"), "\(late.text)")
            #expect(
                try await service.step(part, "reopen", note: "Làm tiếp").object["title"] == .string("project-ended"))
            #expect(try await service.step(whole, "reopen", note: "Làm tiếp").status == 200)
            #expect(try await service.step(part, "reopen", note: "Làm tiếp").status == 200)
            let events = try await service.published(ActivityState.self)
            #expect(events.last?.data.cause == "project/\(part)")
            let statuses = try await service.published(ProjectState.self).filter { $0.event == "status-changed" }
            #expect(
                statuses.map(\.state.status) == [
                    .inProgress, .inProgress, .cancelled, .closed, .inProgress, .inProgress,
                ])
        }
    }

    @Test func peopleReachWhatIsTheirsOrWhereTheyAreMembers() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let secret = try await service.project("Bí mật", extra: #","responsibleId":"\#(binh)""#)
            let shared = try await service.project(
                "Chung", extra: #","responsibleId":"\#(binh)","members":[{"employeeId":"\#(an)","role":"Hỗ trợ"}]"#)
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.items("/projects", "name", as: seller) == ["Chung"])
            #expect(try await service.request(.get, "/projects/\(secret)", as: seller).status == 404)
            let start = try await service.step(shared, "start", as: seller)
            #expect(start.status == 200, "\(start.text)")
            #expect(try await service.step(shared, "close", as: seller).status == 200)
            #expect(try await service.step(shared, "reopen", note: "x", as: seller).status == 403)
            #expect(try await service.step(secret, "start", as: seller).status == 404)
            let hidden = try await service.request(
                .post, "/activities", as: seller,
                body: #"{"title":"x","kind":"call","employeeIds":["\#(an)"],"projectId":"\#(secret)"}"#)
            #expect(hidden.status == 422 && hidden.object["path"] == .string("$.projectId"))
            let own = try await service.request(
                .post, "/projects", as: seller, body: #"{"name":"Của tôi","startsOn":"2026-11-01"}"#)
            #expect(own.status == 201, "\(own.text)")
            let forOther = try await service.request(
                .post, "/projects", as: seller,
                body: #"{"name":"Cho Bình","startsOn":"2026-11-01","responsibleId":"\#(binh)"}"#)
            #expect(forOther.status == 403)
            let accountant = SchedulingFixture.person(.accountant, employee: an)
            #expect(try await service.request(.get, "/projects?odd=1", as: accountant).status == 403)
        }
    }
}

extension ServiceUnderTest {
    /// Begins a project on 1 November 2026; the id.
    func project(_ name: String, parent: EntityID? = nil, extra: String = "") async throws -> EntityID {
        let above = parent.map { #","parentId":"\#($0)""# } ?? ""
        let answer = try await request(
            .post, "/projects", body: #"{"name":"\#(name)","startsOn":"2026-11-01"\#(above)\#(extra)}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }

    func step(
        _ project: EntityID, _ command: String, note: String? = nil, as person: Person = .test(.administrator)
    ) async throws -> TestAnswer {
        let said = note.map { #","note":"\#($0)""# } ?? ""
        return try await request(
            .post, "/projects/\(project)/transitions", as: person, body: #"{"command":"\#(command)"\#(said)}"#)
    }

    /// A PUT from the version that is there.
    func put(_ path: String, _ body: String) async throws -> TestAnswer {
        let read = try await request(.get, path)
        return try await request(.put, path, body: body, headers: ["If-Match": read.etag])
    }
}
