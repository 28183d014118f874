import Foundation
import HTTPTypes
import Messages
import ServiceKit
import TestKit
import Testing

@testable import Scheduling

/// The address that is given to a calendar program (SCH-8).
@Suite struct FeedAddressTests {
    @Test func theWholeAddressIsGivenWhereTheGatewaysIsKnown() async throws {
        try await ServiceUnderTest.with(
            .scheduling,
            build: { try await buildScheduling($0, SchedulingSettings(publicURL: "https://crm.quen.example")) }
        ) { service in
            let an = try await service.employee("An")
            let person = SchedulingFixture.person(.salesperson, employee: an)
            let made = try await service.request(.post, "/calendar-feed", as: person)
            let (path, url) = (try #require(made.string("path")), try #require(made.string("url")))
            #expect(url == "https://crm.quen.example" + path)
            #expect(try URL(string: url).map { try made.feedPath.isEmpty && $0.host() == nil } == false)
            let read = try await service.request(.get, "/calendar-feed", as: person)
            #expect(read.object["path"] == nil && read.object["url"] == nil)
        }
    }

    @Test func anAccountWhoseEmployeeIsNotKnownHereIsToldSo() async throws {
        try await SchedulingFixture.with { service in
            let stranger = SchedulingFixture.person(
                .salesperson, employee: EntityID(namespace: .quen, parts: ["nobody"]))
            let answer = try await service.request(.post, "/calendar-feed", as: stranger)
            #expect(answer.status == 409 && answer.fault == "no-employee", "\(answer.text)")
        }
    }
}
