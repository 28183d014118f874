import Foundation
import HTTPTypes
import Messages
import ServiceKit
import Store
import TestKit
import Testing

@testable import Scheduling

/// A proposal says why an activity was moved or found no time, in words and names (SCH-5).
@Suite struct ProposalExplanationTests {
    @Test(arguments: [false, true])
    func whatStandsInTheWayIsNamedAndNoId(optimised: Bool) async throws {
        try await SchedulingFixture.with { service in
            let an = try await service.employee("An")
            let times = [(day: "2026-11-25", from: "09:00", to: "10:00")]
            _ = try await service.activity("Quan trọng", [an], at: times, extra: #","priority":"very-high""#)
            let second = try await service.activity("Dời được", [an], at: times)
            let made = try await service.request(
                .post, "/schedule-proposals",
                body: #"{"from":"2026-11-25","to":"2026-11-27","employeeIds":["\#(an)"],"optimise":\#(optimised)}"#)
            let path = "/schedule-proposals/\(try #require(made.id))"
            let proposal = try await service.request(.get, path)
            #expect(proposal.object["items"]?[0]["explanation"] == nil, "it is where it was planned")
            let item = proposal.object["items"]?[1] ?? .null
            guard case .string(let vi) = item["explanation"]["vi"], case .string(let en) = item["explanation"]["en"]
            else { throw TestFailure(proposal.text) }
            #expect(
                vi.hasPrefix("“Dời được” được dời từ 25/11/2026 09:00 sang 25/11/2026 08:00, sớm hơn 1 giờ.")
                    || vi.hasPrefix("“Dời được” được dời từ 25/11/2026 09:00 sang 25/11/2026 10:00, muộn hơn 1 giờ."),
                "\(vi)")
            #expect(vi.contains("An tham gia “Quan trọng” từ "), "\(vi)")
            #expect(en.contains("An attends “Quan trọng” from "), "\(en)")
            #expect(!vi.contains(second.description) && !vi.contains(an.description), "\(vi)")
        }
    }
}
