import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite struct RoomTests {
    @Test func aRoomIsBookedByOneAppointmentAtATime() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let room = try await service.room("P1", "Phòng lớn", places: 12)
            let other = try await service.room("P2", "Phòng nhỏ", places: 4)
            let inRoom = #","roomId":"\#(room)""#
            let first = try await service.book("Họp A", [an], from: "09:00", to: "10:00", extra: inRoom)
            #expect(first.status == 201, "\(first.text)")
            let clash = try await service.book("Họp B", [binh], from: "09:30", to: "10:30", extra: inRoom)
            #expect(clash.status == 409 && clash.object["clashes"]?[0]["roomId"] == .string("\(room)"), "\(clash.text)")
            #expect(clash.object["freeTimes"]?.count == 3)
            // Not Bình is busy, but the room; so it is for who may not see by whom it is taken.
            let seller = SchedulingFixture.person(.salesperson, employee: binh)
            for person in [SchedulingFixture.person(.administrator, employee: an), seller] {
                let refused = try await service.request(
                    .post, "/appointments", as: person,
                    body: """
                        {"title":"Họp B","employeeIds":["\(binh)"],"startsAt":"2026-11-24T09:30:00+07:00",\
                        "endsAt":"2026-11-24T10:30:00+07:00"\(inRoom)}
                        """, headers: ["Accept-Language": "vi"])
                #expect(refused.object["takenRoomId"] == .string("\(room)"), "\(refused.text)")
                #expect(refused.text.contains("Giờ đó không được: phòng đã có người đặt."), "\(refused.text)")
            }
            let second = try await service.book(
                "Họp B", [binh], from: "09:30", to: "10:30", extra: #","roomId":"\#(other)""#)
            let id = try #require(second.id)
            // Into the taken room by a change, and by moving what is in it.
            let changed = try await service.put(
                "/appointments/\(id)", #"{"title":"Họp B","employeeIds":["\#(binh)"]\#(inRoom)}"#)
            #expect(changed.object["title"] == .string("appointment-clash"), "\(changed.text)")
            let later = try await service.book("Họp C", [binh], from: "11:00", to: "12:00", extra: inRoom)
            let moved = try await service.request(
                .post, "/appointments/\(try #require(later.id))/reschedule",
                body: #"{"startsAt":"2026-11-24T09:00:00+07:00","endsAt":"2026-11-24T09:20:00+07:00"}"#)
            #expect(moved.status == 409)
            let read = try await service.request(.get, "/appointments/\(id)")
            #expect(read.object["roomName"] == .string("Phòng nhỏ"))
            let forced = try await service.book(
                "Họp D", [binh], from: "14:00", to: "15:00", extra: #","force":true,"roomId":"\#(room)""#)
            #expect(forced.status == 201)
            #expect(try await service.request(.post, "/appointments/\(try #require(first.id))/cancel").status == 200)
            let again = try await service.book("Họp E", [an], from: "09:00", to: "10:00", extra: inRoom)
            #expect(again.status == 201, "\(again.text)")
            #expect(try await service.items("/appointments?room=\(other)", "title") == ["Họp B"])
            let events = try await service.published(AppointmentState.self)
            #expect(events.first?.state.roomId == room)
        }
    }

    @Test func ofTwoAtOnceOneGetsTheRoom() async throws {
        try await SchedulingFixture.with { service in
            let room = try await service.room("P1", "Phòng lớn", places: 12)
            var people: [EntityID] = []
            for number in 1...8 { people.append(try await service.employee("NV \(number)")) }
            let answers = try await withThrowingTaskGroup(of: UInt.self) { group in
                for person in people {
                    group.addTask {
                        try await UInt(
                            service.book("Họp", [person], from: "09:00", to: "10:00", extra: #","roomId":"\#(room)""#)
                                .status)
                    }
                }
                return try await group.reduce(into: [UInt]()) { $0.append($1) }
            }
            #expect(answers.filter { $0 == 201 }.count == 1 && answers.filter { $0 == 409 }.count == 7, "\(answers)")
        }
    }

    @Test func roomsAreOfTheWholeFirmAndSearched() async throws {
        try await SchedulingFixture.with { service in
            let branch = try await service.branch("HN", "Hà Nội")
            let an = try await service.employee("An", branch: branch)
            let room = try await service.room("P1", "Phòng họp lớn", places: 12, extra: #","branchId":"\#(branch)""#)
            _ = try await service.room("P2", "Phòng nhỏ", places: 4)
            #expect(try await service.items("/rooms?q=hop+lon", "code") == ["P1"])
            #expect(try await service.items("/rooms?places=5", "code") == ["P1"])
            #expect(try await service.items("/rooms?branch=\(branch)&sort=-places", "code") == ["P1"])
            #expect(try await service.items("/rooms?limit=1&sort=code", "code") == ["P1"])
            let taken = try await service.request(.post, "/rooms", body: #"{"code":"p1","name":"x","places":1}"#)
            #expect(taken.status == 409)
            for (body, path) in [
                (#"{"code":" ","name":"x","places":1}"#, "$.code"),
                (#"{"code":"a","name":"x","places":0}"#, "$.places"),
                (#"{"code":"a","name":"x","places":1,"branchId":"\#(EntityID.quen)"}"#, "$.branchId"),
            ] {
                let answer = try await service.request(.post, "/rooms", body: body)
                #expect(answer.status == 422 && answer.object["path"] == .string(path), "\(answer.text)")
            }
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.items("/rooms", "code", as: seller).count == 2)
            let refused = try await service.request(
                .post, "/rooms", as: seller, body: #"{"code":"a","name":"x","places":1}"#)
            #expect(refused.status == 403)
            let withdrawn = try await service.put(
                "/rooms/\(room)", #"{"code":"P1","name":"Phòng họp lớn","places":12,"isActive":false}"#)
            #expect(withdrawn.status == 200)
            let late = try await service.book("Họp", [an], from: "09:00", to: "10:00", extra: #","roomId":"\#(room)""#)
            #expect(late.status == 422 && late.object["title"] == .string("room-withdrawn"))
            let unknown = try await service.book(
                "Họp", [an], from: "09:00", to: "10:00", extra: #","roomId":"\#(EntityID.quen)""#)
            #expect(unknown.status == 422 && unknown.object["path"] == .string("$.roomId"))
            #expect(try await service.published(RoomState.self).map(\.event) == ["created", "created", "updated"])
        }
    }

    @Test func aRoomHasACalendarAndFreeTimes() async throws {
        try await SchedulingFixture.with { service in
            let (an, binh) = (try await service.employee("An"), try await service.employee("Bình"))
            let room = try await service.room("P1", "Phòng lớn", places: 12)
            // The day after the holiday of 24 November.
            let day = "2026-11-25"
            let inRoom = #","roomId":"\#(room)""#
            _ = try await service.book("Của An", [an], from: "09:00", to: "10:00", day: day, extra: inRoom)
            _ = try await service.book("Của Bình", [binh], from: "14:00", to: "15:00", day: day, extra: inRoom)
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let calendar = try await service.request(
                .get, "/calendar?view=week&date=2026-11-24&room=\(room)", as: seller)
            #expect(calendar.status == 200, "\(calendar.text)")
            // What is another's is not named, but the room is taken.
            #expect(calendar.object["entries"]?.count == 1 && calendar.object["busy"]?.count == 2)
            let unknown = try await service.request(.get, "/calendar?view=day&date=2026-11-24&room=\(EntityID.quen)")
            #expect(unknown.status == 404)
            let times = try await service.request(
                .get, "/room-free-busy?from=\(day)&to=\(day)&places=10&minutes=90", as: seller)
            #expect(times.object["rooms"]?[0]["busy"].count == 2, "\(times.text)")
            // 08:00 to 12:00 and 13:30 to 17:30 but for 9 to 10 and 14 to 15: only 10 to 12 and 15 to 17:30 are long enough.
            #expect(times.object["rooms"]?[0]["free"].count == 2)
            #expect(times.object["rooms"]?[0]["free"][0]["startsAt"] == .string("2026-11-25T03:00:00.000Z"))
            #expect(try await service.request(.get, "/room-free-busy?places=0").status == 422)
            #expect(try await service.request(.get, "/room-free-busy?rooms=\(EntityID.quen)").status == 404)
        }
    }
}

@Suite struct FirmTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)

    @Test func theFirmIsOneDocumentWithAVersion() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            let empty = try await service.request(.get, "/firm", as: seller)
            #expect(empty.object["name"] == .string("") && empty.object["timeZone"] == .string("Asia/Ho_Chi_Minh"))
            let body = """
                {"name":"Công ty CP Quen","taxCode":"0100109106","phone":"024 3826 1234","email":"a@quen.vn",\
                "website":"https://quen.vn","parameters":[{"name":"director","value":"Trần Thị Ngọc"}]}
                """
            let first = try await service.request(.put, "/firm", body: body, headers: ["If-Match": empty.etag])
            #expect(first.status == 200, "\(first.text)")
            // Of two who both saw nothing, the second is told so.
            let second = try await service.request(.put, "/firm", body: body, headers: ["If-Match": empty.etag])
            #expect(second.status == 412)
            let read = try await service.request(.get, "/firm", as: seller)
            #expect(read.object["parameters"]?[0]["value"] == .string("Trần Thị Ngọc"))
            #expect(try await service.request(.put, "/firm", body: body).status == 428)
            let refused = try await service.request(
                .put, "/firm", as: seller, body: body, headers: ["If-Match": read.etag])
            #expect(refused.status == 403)
            #expect(try await service.published(FirmState.self).map(\.state.name) == ["", "Công ty CP Quen"])
        }
    }

    @Test func whatIsWrongWithTheFirmIsNamed() async throws {
        try await SchedulingFixture.with { service in
            let etag = try await service.request(.get, "/firm").etag
            let cases = [
                (#"{"name":""}"#, "$.name"), (#"{"name":"x","taxCode":"0100109107"}"#, "$.taxCode"),
                (#"{"name":"x","taxCode":"123"}"#, "$.taxCode"), (#"{"name":"x","email":"a"}"#, "$.email"),
                (#"{"name":"x","website":"javascript:alert(1)"}"#, "$.website"),
                (#"{"name":"x","address":"a\nb"}"#, "$.address"),
                (
                    #"{"name":"x","parameters":[{"name":"a","value":""},{"name":"a","value":"b"}]}"#,
                    "$.parameters[1].name"
                ),
            ]
            for (body, path) in cases {
                let answer = try await service.request(.put, "/firm", body: body, headers: ["If-Match": etag])
                #expect(answer.status == 422 && answer.object["path"] == .string(path), "\(body) \(answer.text)")
            }
            for code in ["0100109106-001", "0100109106001", "001099012345"] {
                let now = try await service.request(.get, "/firm").etag
                let answer = try await service.request(
                    .put, "/firm", body: #"{"name":"x","taxCode":"\#(code)"}"#, headers: ["If-Match": now])
                #expect(answer.status == 200, "\(code) \(answer.text)")
            }
        }
    }

    @Test func theLogoIsJudgedByItsContent() async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let seller = SchedulingFixture.person(.salesperson, employee: an)
            #expect(try await service.request(.get, "/firm/logo").status == 404)
            let picture = String(decoding: [UInt8]("GIF89a".utf8), as: UTF8.self)
            let etag = try await service.request(.get, "/firm").etag
            let refused = try await service.request(.put, "/firm/logo", body: picture, headers: ["If-Match": etag])
            #expect(refused.object["title"] == .string("file-type-unsupported"), "\(refused.text)")
            let svg = try await service.request(
                .put, "/firm/logo", body: "<svg onload='alert(1)'/>", headers: ["If-Match": etag])
            #expect(svg.status == 422)
            let large = try await service.request(
                .put, "/firm/logo", body: String(repeating: "x", count: LogoType.mostBytes + 1),
                headers: ["If-Match": etag])
            #expect(large.status == 413)
            #expect(
                try await service.request(.put, "/firm/logo", as: seller, body: picture, headers: ["If-Match": etag])
                    .status == 403)
            let bytes = Self.png
            try await service.store.write { transaction in
                _ = try ReplaceLogo(bytes: bytes, person: .test(.administrator), expected: .first).execute(
                    in: transaction)
            }
            let logo = try await service.request(.get, "/firm/logo", as: seller)
            #expect(logo.body == bytes && logo.headers[.contentType] == "image/png")
            let firm = try await service.request(.get, "/firm", as: seller)
            #expect(firm.object["logo"]?["size"] == .integer(Int64(bytes.count)))
            // The rest of the document leaves it alone.
            #expect(try await service.put("/firm", #"{"name":"Quen"}"#).status == 200)
            #expect(try await service.request(.get, "/firm/logo").status == 200)
            let now = try await service.request(.get, "/firm").etag
            #expect(try await service.request(.delete, "/firm/logo", headers: ["If-Match": etag]).status == 412)
            #expect(try await service.request(.delete, "/firm/logo", headers: ["If-Match": now]).status == 200)
            #expect(try await service.request(.get, "/firm/logo").status == 404)
        }
    }
}

extension ServiceUnderTest {
    func room(_ code: String, _ name: String, places: Int, extra: String = "") async throws -> EntityID {
        let answer = try await request(
            .post, "/rooms", body: #"{"code":"\#(code)","name":"\#(name)","places":\#(places)\#(extra)}"#)
        #expect(answer.status == 201, "\(answer.text)")
        return try #require(answer.id)
    }
}
