import Foundation
import HTTPTypes
import Messages
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct EmployeeTests {
    @Test func anEmployeeIsEnteredReadChangedAndLeaves() async throws {
        try await SchedulingFixture.with { service in
            let boss = try await service.employee("Trần Văn Sếp")
            let team = try await service.request(.post, "/teams", body: #"{"code":"BH1","name":"Bán hàng 1"}"#)
            #expect(team.status == 201, "\(team.text)")
            let id = try await service.employee(
                "Đỗ Thị Ý",
                extra: #","managerId":"\#(boss)","teams":["BH1"],"phones":["0912 345 678"],"email":"y@quen.vn""#)
            let read = try await service.request(.get, "/employees/\(id)")
            #expect(read.object["code"] == .string("NV-000002"))
            #expect(read.object["managerName"] == .string("Trần Văn Sếp"))
            #expect(read.object["phones"]?[0]["e164"] == .string("+84912345678"))

            let changed = try await service.request(
                .put, "/employees/\(id)", body: #"{"name":"Đỗ Thị Ý","title":"Trưởng nhóm"}"#,
                headers: ["If-Match": read.etag])
            #expect(changed.status == 200, "\(changed.text)")
            let left = try await service.request(.post, "/employees/\(id)/left")
            #expect(left.status == 200)
            let again = try await service.request(.post, "/employees/\(id)/left")
            #expect(again.status == 409)
            #expect(try await service.items("/employees?active=true", "name") == ["Trần Văn Sếp"])
            #expect(try await service.request(.post, "/employees/\(id)/returned").status == 200)
            let events = try await service.published(EmployeeState.self).filter { $0.state.id == id }
            #expect(events.map(\.event) == ["created", "updated", "left", "returned"])
            #expect(events.map(\.envelope.sequence?.value) == [1, 2, 3, 4])
            #expect(events[1].data.changed.contains("title"))
        }
    }

    @Test func searchFindsNamesWithoutAccents() async throws {
        try await SchedulingFixture.with { service in
            for name in ["Đỗ Thị Ý", "Đỗ Thế Anh", "Nguyễn Hoà Bình"] { _ = try await service.employee(name) }
            #expect(try await service.items("/employees?q=do%20thi%20y", "name") == ["Đỗ Thị Ý"])
            #expect(try await service.items("/employees?q=hoa%20binh", "name") == ["Nguyễn Hoà Bình"])
            #expect(try await service.items("/employees?q=nv-000002", "name") == ["Đỗ Thế Anh"])
            #expect(try await service.items("/employees?q=...", "name").isEmpty)
        }
    }

    @Test func listsComeInPagesWithoutRepeating() async throws {
        try await SchedulingFixture.with { service in
            for index in 0..<5 { _ = try await service.employee("Nhân viên \(index)") }
            var (names, cursor) = ([String](), "")
            repeat {
                let page = try await service.request(.get, "/employees?limit=2\(cursor)")
                for index in 0..<(page.object["items"]?.count ?? 0) {
                    if case .string(let name) = page.object["items"]?[index]["name"] { names.append(name) }
                }
                if case .string(let next) = page.object["next"] { cursor = "&cursor=\(next)" } else { cursor = "" }
            } while !cursor.isEmpty
            #expect(names == (0..<5).map { "Nhân viên \($0)" })
            #expect(try await service.request(.get, "/employees?colour=red").status == 422)
        }
    }

    @Test func whatIsWrongIsNamedByItsPath() async throws {
        try await SchedulingFixture.with { service in
            let id = try await service.employee("An", extra: #","code":"AN""#)
            let cases: [(body: String, status: Int, path: String)] = [
                (#"{"name":" "}"#, 422, "$.name"), (#"{}"#, 422, "$.name"),
                (#"{"name":"B","email":"nobody"}"#, 422, "$.email"),
                (#"{"name":"B","managerId":"\#(EntityID.quen)"}"#, 422, "$.managerId"),
                (#"{"name":"B","branchId":"\#(EntityID.quen)"}"#, 422, "$.branchId"),
                (#"{"name":"B","code":"an"}"#, 409, "$.code"), (#"{"name":"B","teams":"x"}"#, 422, "$.teams"),
            ]
            for (body, status, path) in cases {
                let answer = try await service.request(.post, "/employees", body: body)
                #expect(answer.status == status, "\(body): \(answer.text)")
                #expect(answer.object["path"] == .string(path), "\(body)")
            }
            let other = try await service.employee("Bình", extra: #","managerId":"\#(id)""#)
            let etag = try await service.request(.get, "/employees/\(id)").etag
            let body = #"{"name":"An","managerId":"\#(other)"}"#
            let cycle = try await service.request(.put, "/employees/\(id)", body: body, headers: ["If-Match": etag])
            #expect(cycle.object["title"] == .string("manager-cycle"))
            #expect(try await service.request(.put, "/employees/\(id)", body: body).status == 428)
            let stale = "\"\(EventSequence(9))\""
            #expect(
                try await service.request(
                    .put, "/employees/\(id)", body: #"{"name":"A"}"#, headers: ["If-Match": stale]
                ).status
                    == 412)
        }
    }

    @Test func aRepeatedCommandHasOneEffect() async throws {
        try await SchedulingFixture.with { service in
            let key = ["Idempotency-Key": "the-same-key"]
            let first = try await service.request(.post, "/employees", body: #"{"name":"An"}"#, headers: key)
            let second = try await service.request(.post, "/employees", body: #"{"name":"An"}"#, headers: key)
            #expect(first.id == second.id && first.etag == second.etag && second.status == 201)
            #expect(try await service.items("/employees", "name") == ["An"])
            #expect(try await service.request(.post, "/employees", body: #"{"name":"B"}"#, headers: key).status == 422)
        }
    }

    @Test func aBranchDirectorReachesOnlyTheirBranch() async throws {
        try await SchedulingFixture.with { service in
            let hanoi = try await service.branch("HN", "Hà Nội")
            let danang = try await service.branch("DN", "Đà Nẵng")
            let mine = try await service.employee("Người Hà Nội", branch: hanoi)
            let other = try await service.employee("Người Đà Nẵng", branch: danang)
            let director = SchedulingFixture.person(.branchDirector, employee: mine, branch: hanoi)
            #expect(try await service.items("/employees", "name", as: director) == ["Người Hà Nội"])
            #expect(try await service.request(.get, "/employees/\(other)", as: director).status == 404)
            let elsewhere = #"{"name":"X","branchId":"\#(danang)"}"#
            #expect(try await service.request(.post, "/employees", as: director, body: elsewhere).status == 403)
            #expect(
                try await service.request(.post, "/branches", as: director, body: #"{"code":"X","name":"X"}"#).status
                    == 403)
            // Nobody moves to a branch that they do not reach, and so not themselves either.
            let etag = try await service.request(.get, "/employees/\(mine)", as: director).etag
            for branch in [#","branchId":"\#(danang)""#, ""] {
                let move = try await service.request(
                    .put, "/employees/\(mine)", as: director, body: #"{"name":"Người Hà Nội"\#(branch)}"#,
                    headers: ["If-Match": etag])
                #expect(move.status == 403, "\(move.text)")
            }
            let seller = SchedulingFixture.person(.salesperson, employee: mine, branch: hanoi)
            #expect(try await service.request(.post, "/employees/\(mine)/left", as: seller).status == 403)
            #expect(try await service.request(.get, "/employees", as: nil).status == 401)
        }
    }

    @Test func branchesAreEnteredAndChanged() async throws {
        try await SchedulingFixture.with { service in
            let id = try await service.branch("HN", "Hà Nội")
            #expect(try await service.request(.post, "/branches", body: #"{"code":"hn","name":"Khác"}"#).status == 409)
            #expect(
                try await service.request(.post, "/branches", body: #"{"code":"","name":"Khác"}"#).object["path"]
                    == .string("$.code"))
            let etag = try await service.request(.get, "/branches/\(id)").etag
            let body = #"{"code":"HN","name":"Hà Nội","isHeadOffice":true}"#
            #expect(
                try await service.request(.put, "/branches/\(id)", body: body, headers: ["If-Match": etag]).status
                    == 200)
            #expect(try await service.request(.get, "/branches/\(id)").object["isHeadOffice"] == .bool(true))
            #expect(try await service.items("/branches?q=ha%20noi", "name") == ["Hà Nội"])
            #expect(try await service.published(BranchState.self).map(\.event) == ["created", "updated"])
        }
    }
}
