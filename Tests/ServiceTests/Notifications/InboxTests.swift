import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Notifications

@Suite struct InboxTests {
    private let an = NotificationsFixture.an

    /// Raises one alert for An; the id of the inbox item.
    private func raise(_ service: ServiceUnderTest, _ name: String = "Thăm khách") async throws -> String {
        let before = try await service.alerts().count
        _ = try await service.appointment(name, in: .seconds(1000))
        try await service.advance(by: .seconds(100))
        try await service.wait("the alert") { try await service.alerts().count == before + 1 }
        let answer = try await service.request(.get, "/inbox?view=all", as: an)
        guard case .string(let id) = answer.object["items"]?[0]["id"] else { throw TestFailure(answer.text) }
        return id
    }

    private func counts(_ service: ServiceUnderTest) async throws -> [String: JSONValue] {
        try await service.request(.get, "/inbox/counts", as: an).object
    }

    @Test func itemsAreReadArchivedAndRestored() async throws {
        try await NotificationsFixture.with { service in
            let id = try await raise(service)
            #expect(try await counts(service)["unread"] == .integer(1))
            let key = ["Idempotency-Key": "read-it-once"]
            let read = try await service.request(.post, "/inbox/\(id)/read", as: an, headers: key)
            #expect(read.status == 200 && read.etag == "\"\(EventSequence(2))\"")
            #expect(try await service.request(.post, "/inbox/\(id)/read", as: an, headers: key).etag == read.etag)
            #expect(try await counts(service)["unread"] == .integer(0))
            #expect(try await service.request(.post, "/inbox/\(id)/unread", as: an).status == 200)
            #expect(try await service.request(.post, "/inbox/\(id)/archive", as: an).status == 200)
            #expect(try await service.request(.get, "/inbox?view=archived", as: an).object["items"]?.count == 1)
            #expect(try await service.request(.get, "/inbox", as: an).object["items"]?.count == 0)
            #expect(try await service.request(.post, "/inbox/\(id)/restore", as: an).status == 200)
            #expect(try await service.request(.get, "/inbox", as: an).object["items"]?.count == 1)
        }
    }

    @Test func aSnoozedItemComesBackUnread() async throws {
        try await NotificationsFixture.with { service in
            let id = try await raise(service)
            _ = try await service.request(.post, "/inbox/\(id)/read", as: an)
            let until = service.clock.now.adding(.seconds(3600))
            let snooze = #"{"until":"\#(until)"}"#
            #expect(try await service.request(.post, "/inbox/\(id)/snooze", as: an, body: snooze).status == 200)
            #expect(try await counts(service)["snoozed"] == .integer(1))
            try await service.advance(by: .seconds(3600))
            #expect(try await counts(service)["unread"] == .integer(1))
            let past = try await service.request(.post, "/inbox/\(id)/snooze", as: an, body: snooze)
            #expect(past.status == 422 && past.object["path"] == .string("$.until"))
        }
    }

    @Test func nobodySeesOrTouchesAnothersInbox() async throws {
        try await NotificationsFixture.with { service in
            let id = try await raise(service)
            let director = Person.test(.director, name: "Giám đốc")
            #expect(try await service.request(.get, "/inbox?view=all", as: director).object["items"]?.count == 0)
            #expect(try await service.request(.post, "/inbox/\(id)/read", as: director).status == 404)
            #expect(try await service.request(.get, "/inbox", as: nil).status == 401)
            #expect(try await service.request(.get, "/inbox?view=mine", as: an).status == 422)
        }
    }

    @Test func theInboxComesInPagesNewestFirst() async throws {
        try await NotificationsFixture.with { service in
            for index in 0..<3 { _ = try await raise(service, "Hẹn \(index)") }
            let first = try await service.request(.get, "/inbox?limit=2", as: an)
            guard case .string(let next) = first.object["next"] else { throw TestFailure(first.text) }
            let second = try await service.request(.get, "/inbox?limit=2&cursor=\(next)", as: an)
            #expect(first.object["items"]?.count == 2 && second.object["items"]?.count == 1)
            #expect(first.text.contains("Hẹn 2") && second.text.contains("Hẹn 0"))
        }
    }

    @Test func theStreamPushesResumesAndEndsWithTheToken() async throws {
        var settings = NotificationsSettings()
        settings.heartbeat = .milliseconds(20)
        try await NotificationsFixture.with(settings) { [an] service in
            async let streamed = service.request(.get, "/inbox/stream", as: an, headers: ["Last-Event-ID": "0"])
            let id = try await raise(service)
            _ = try await service.request(.post, "/inbox/\(id)/read", as: an)
            try await Task.sleep(for: .milliseconds(60))
            service.clock.advance(by: .seconds(3600))
            let live = try await streamed
            #expect(live.status == 200 && live.headers[.contentType] == "text/event-stream")
            #expect(live.text.contains("event: item\ndata: ") && live.text.contains(id))
            #expect(live.text.contains(#""unread":0"#))
            async let resumed = service.request(.get, "/inbox/stream", as: an, headers: ["Last-Event-ID": "1"])
            async let fresh = service.request(.get, "/inbox/stream", as: an)
            try await Task.sleep(for: .milliseconds(60))
            service.clock.advance(by: .seconds(3600))
            #expect(try await resumed.text.contains("id: 2\nevent: item"))
            #expect(try await fresh.text.contains("event: item") == false)
            #expect(
                try await service.request(.get, "/inbox/stream", as: an, headers: ["Last-Event-ID": "x"]).status == 422)
        }
    }

    @Test func theLogSaysWhyToWhomAndHow() async throws {
        try await NotificationsFixture.with { service in
            _ = try await raise(service)
            let alert = try #require(try await service.published(AlertState.self).first?.state)
            let log = try await service.request(.get, "/alerts/\(alert.id)", as: an)
            #expect(log.status == 200, "\(log.text)")
            #expect(log.object["rule"] == .string("appointment-reminder"))
            #expect(log.object["event"]?["type"] == .string("vn.quen.scheduling.appointment.scheduled.v1"))
            #expect(log.object["deliveries"]?.count == 2)
            #expect(log.object["deliveries"]?[0]["reason"] == .string("no mail server is configured (smtp.host)"))
            var stranger = NotificationsFixture.binh
            stranger.permissions = [Permission(.notifications, .view, .own)]
            #expect(try await service.request(.get, "/alerts/\(alert.id)", as: stranger).status == 404)
            #expect(try await service.request(.get, "/alerts", as: stranger).object["items"]?.count == 0)
            stranger.permissions = []
            #expect(try await service.request(.get, "/alerts", as: stranger).status == 403)
            #expect(
                try await service.request(.get, "/alerts?kind=contract-expiring", as: an).object["items"]?.count == 0)
            #expect(
                try await service.request(.get, "/alerts?about=\(alert.about)&delivery=skipped", as: an).object[
                    "items"]?.count == 1)
        }
    }
}
