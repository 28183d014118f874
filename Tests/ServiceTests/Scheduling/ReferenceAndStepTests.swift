import Foundation
import HTTPTypes
import ICalendar
import Messages
import ServiceHTTP
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// Whom and what requests name, what may be done next, and who did what.
@Suite struct ReferenceAndStepTests {
    private static let nobody = EntityID(namespace: .quen, parts: ["nobody there"])
    private static let plan = #"{"name":"Kế hoạch","periodFrom":"2026-11-01","periodTo":"2026-12-31""#

    /// Branches and employees are Scheduling's own: none can be on its way.
    @Test func whatIsNotThereIsNotNamed() async throws {
        try await SchedulingFixture.with { service in
            let branch = try await service.branch("HN", "Hà Nội")
            let an = try await service.employee("An", branch: branch)
            let times = #""startsAt":"2026-11-24T09:00:00+07:00","endsAt":"2026-11-24T10:00:00+07:00""#
            let bodies = [
                ("/activities", #"{"title":"Gọi","kind":"call","employeeIds":["\#(an)"]"#),
                ("/appointments", #"{"title":"Gặp","employeeIds":["\#(an)"],\#(times)"#), ("/plans", Self.plan),
                ("/projects", #"{"name":"Dự án","startsOn":"2026-11-01""#),
            ]
            for (path, body) in bodies {
                for (member, code) in [
                    ("branchId", "unknown-branch"), ("responsibleId", "unknown-employee"),
                    ("secondResponsibleId", "unknown-employee"),
                ] {
                    let answer = try await service.request(
                        .post, path, body: body + #","\#(member)":"\#(Self.nobody)"}"#,
                        headers: ["Accept-Language": "vi"])
                    #expect(answer.status == 422, "\(path) \(member): \(answer.text)")
                    #expect(answer.string("title") == code && answer.string("path") == "$.\(member)", "\(answer.text)")
                }
                let known = #","branchId":"\#(branch)","responsibleId":"\#(an)"}"#
                let right = try await service.request(.post, path, body: body + known)
                #expect(right.status == 201, "\(path): \(right.text)")
            }
        }
    }

    /// Who may not name others hears the same of those that are there as of those that are not.
    @Test func outOfReachAndUnknownAreAnsweredAlike() async throws {
        try await SchedulingFixture.with { service in
            let (north, south) = (try await service.branch("HN", "Hà Nội"), try await service.branch("SG", "Sài Gòn"))
            let mai = try await service.employee("Mai", branch: north)
            let binh = try await service.employee("Bình", branch: south)
            let marketer = SchedulingFixture.person(.marketing, employee: mai, branch: north)
            for (path, body) in [
                ("/plans", Self.plan), ("/activities", #"{"title":"Gọi","kind":"call","employeeIds":["\#(mai)"]"#),
                ("/projects", #"{"name":"Dự án","startsOn":"2026-11-01""#),
            ] {
                let answers = try await [binh, Self.nobody].asyncMap {
                    try await service.request(
                        .post, path, as: marketer, body: body + #","responsibleId":"\#($0)"}"#)
                }
                #expect(answers.map(\.status) == [403, 403], "\(answers.map(\.text))")
                #expect(answers[0].string("detail") == answers[1].string("detail"))
            }
            // An activity of another branch, and one that is not there, are not scheduled by name.
            let made = try await service.request(
                .post, "/activities", body: #"{"title":"Xa","kind":"call","employeeIds":["\#(binh)"]}"#)
            let far = try #require(made.id)
            for id in [far, Self.nobody] {
                let answer = try await service.request(
                    .post, "/schedule-proposals", as: marketer,
                    body: """
                        {"from":"2026-11-25","to":"2026-11-27","employeeIds":["\(mai)"],"activityIds":["\(id)"]}
                        """)
                #expect(answer.status == 422 && answer.string("title") == "unknown-activity", "\(answer.text)")
                #expect(answer.string("path") == "$.activityIds[0]")
            }
        }
    }

    @Test func aMistypedMemberOfACommandIsRefusedAndNothingIsCancelled() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let made = try await service.book(
                "Họp tuần", [an], from: "09:00", to: "10:00",
                extra: #","recurrence":{"rule":"FREQ=WEEKLY;COUNT=4"}"#)
            let id = try #require(made.id, "\(made.text)")
            let answer = try await service.request(
                .post, "/appointments/\(id)/cancel", body: #"{"recurrenceID":"2026-12-01T02:00:00Z"}"#)
            #expect(answer.status == 422 && answer.string("title") == "unknown-member", "\(answer.text)")
            #expect(answer.string("path") == "$.recurrenceID")
            #expect(answer.string("detail")?.contains("Có phải ý bạn là recurrenceId?") == true, "\(answer.text)")
            #expect(try await service.request(.get, "/appointments/\(id)").string("status") == "scheduled")
        }
    }

    @Test func aPlanTellsWhatWhoAsksMayDoNextAndWhoDidWhat() async throws {
        try await SchedulingFixture.with { service in
            let branch = try await service.branch("HN", "Hà Nội")
            let (mai, dung) = (
                try await service.employee("Mai", branch: branch), try await service.employee("Dũng", branch: branch)
            )
            let marketer = SchedulingFixture.person(.marketing, employee: mai, branch: branch)
            let director = SchedulingFixture.person(.branchDirector, employee: dung, branch: branch)
            try await service.publish(
                AccountState(
                    id: marketer.account, signInName: "mai", employeeId: mai, roles: [], permissionVersion: 1),
                .created)
            try await service.wait("the account") {
                try await service.store.read { try AccountNames.of([marketer.account], $0) } == [
                    marketer.account: "Mai"
                ]
            }
            let made = try await service.request(.post, "/plans", as: marketer, body: Self.plan + "}")
            let plan = try #require(made.id)
            func next(_ person: Person) async throws -> JSONValue? {
                let one = try await service.request(.get, "/plans/\(plan)", as: person).object["nextSteps"]
                let listed = try await service.request(.get, "/plans", as: person).object["items"]
                #expect(listed?[0]["nextSteps"] == one)
                return one
            }
            #expect(try await next(marketer) == .array([.string("submit")]))
            let early = try await service.request(
                .post, "/plans/\(plan)/approve", as: director, body: #"{"contentHash":"x"}"#)
            #expect(early.status == 409 && early.object["details"]?["allowed"] == .string("submit"), "\(early.text)")
            #expect(
                early.string("detail") == """
                    Trạng thái kế hoạch: bản nháp, nên chưa thực hiện được bước "duyệt". Hiện có thể: trình duyệt.
                    """)
            let entered = try await service.request(
                .post, "/activities", as: marketer,
                body: """
                    {"title":"Thăm","kind":"visit","employeeIds":["\(mai)"],"planId":"\(plan)","plannedOn":"2026-11-25"}
                    """)
            #expect(entered.status == 201, "\(entered.text)")
            let submitted = try await service.request(.post, "/plans/\(plan)/submit", as: marketer, body: "{}")
            #expect(submitted.status == 200, "\(submitted.text)")
            // The marketing role may not approve; the director may, being another.
            #expect(try await next(marketer) == .array([]))
            #expect(try await next(director) == .array([.string("approve"), .string("send-back")]))
            let history = try await service.request(.get, "/plans/\(plan)/history", as: director)
            #expect(history.object["items"]?[0]["accountName"] == .string("Mai"), "\(history.text)")
        }
    }

    @Test func whoSubmittedIsNotToldThatTheyMayApprove() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let made = try await service.request(.post, "/plans", body: Self.plan + "}")
            let plan = try #require(made.id)
            let entered = try await service.request(
                .post, "/activities",
                body: """
                    {"title":"Thăm","kind":"visit","employeeIds":["\(an)"],"planId":"\(plan)","plannedOn":"2026-11-25"}
                    """)
            #expect(entered.status == 201, "\(entered.text)")
            _ = try await service.request(.post, "/plans/\(plan)/submit", body: "{}")
            let read = try await service.request(.get, "/plans/\(plan)")
            #expect(read.object["nextSteps"] == .array([.string("send-back")]), "\(read.text)")
        }
    }

    /// What statuses, steps and faults are called, all of them.
    @Test func everyLabelIsInBothLanguages() {
        let plans = PlanStatus.allCases.flatMap { status in PlanStep.allCases.map { PlanError.notAllowed($0, status) } }
        let projects = ProjectStatus.allCases.flatMap { status in
            ProjectCommand.allCases.map { ProjectError.notAllowed($0, status) }
        }
        let codes = Set(
            PlanStatus.allCases.map(\.rawValue) + PlanStep.allCases.map(\.rawValue)
                + ProjectStatus.allCases.map(\.rawValue) + ProjectCommand.allCases.map(\.rawValue))
        for message in plans.map(\.message) + projects.map(\.message) {
            let words = Set(message.vi.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init))
            #expect(words.isDisjoint(with: codes), "\(message.vi)")
        }
        let rules: [RecurrenceRuleError] = [
            .missingFrequency, .unsupportedFrequency("HOURLY"), .unsupportedPart("BYHOUR"), .unknownPart("X"),
            .repeatedPart("COUNT"), .malformed(part: "COUNT", value: "x"), .outOfRange("COUNT"), .countAndUntil,
            .ordinalInShortPeriod, .monthDayInWeek, .setPositionAlone, .tooLong,
        ]
        let faults: [ReadFault] =
            [
                .malformedLine, .notUTF8, .lineTooLong(limit: 7), .missing(property: "UID"), .repeated(property: "UID"),
                .badValue(property: "UID"), .unknownZone("X"), .endBeforeStart, .unsupported("RANGE=THISANDFUTURE"),
                .unsupported("a file with so many time zones"), .notClosed("VEVENT"), .notOpened("VEVENT"),
            ] + rules.map(ReadFault.badRule)
        let english = Set(["the", "is", "has", "not", "no", "that", "cannot", "than", "a", "be", "without"])
        for reason in rules.map(\.reason) + faults.map(\.reason) {
            let words = Set(reason.vi.lowercased().split { !$0.isLetter }.map(String.init))
            #expect(words.isDisjoint(with: english), "\(reason.vi)")
            #expect(reason.vi != reason.en)
        }
    }
}

extension Sequence {
    fileprivate func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var all: [T] = []
        for element in self { all.append(try await transform(element)) }
        return all
    }
}
