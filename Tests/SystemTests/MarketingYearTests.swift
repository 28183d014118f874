import Foundation
import Messages
import TestKit
import Testing

/// A marketing manager plans a year through HTTP, has it approved, scheduled, written down and reckoned up (SCH-1 to SCH-11),
/// and everybody's calendar is subscribed to: `Tests/Walks/year.py` against the real executables.
@Suite(
    "Walks", .serialized, .enabled(if: PrivateBroker.isWanted, "QUEN_SKIP_BROKER=1"),
    .enabled(if: TestTools.python != nil, "QUEN_TEST_PYTHON names no Python with icalendar; compose/test sets it"))
struct MarketingYearTests {
    @Test func aYearIsPlannedApprovedScheduledWrittenDownAndReckonedUp() async throws {
        try await Installation.with(environment: Installation.withoutLimits) { installation in
            let environment = [
                "QUEN_WALK_GATEWAY": installation.http(.gateway),
                "QUEN_WALK_TOKEN": try await Staff.firstAdministrator(installation),
                "QUEN_WALK_PASSWORD": Staff.password,
            ]
            let said = try await installation.run(
                TestTools.python ?? "", ["\(ServiceUnderTest.repositoryRoot)/Tests/Walks/year.py"],
                environment: environment, expect: nil)
            let last = said.split(separator: "\n").last ?? ""
            print(last)
            var faults: [String] = []
            if !last.hasPrefix("walk: ") || !last.hasSuffix(", 0 faults") { faults.append(said) }
            do {
                _ = try await installation.quen("check", "--settled")
            } catch {
                faults.append("\(error)")
            }
            let parked = try await installation.quen("parked", "list", "--format", "csv")
            if parked.split(separator: "\n").count != 1 { faults.append("messages are parked: \(parked)") }
            // What the services have checked comes after the walk's own faults, and neither hides the other.
            guard faults.isEmpty else { throw TestFailure(faults.joined(separator: "\n")) }
        }
    }
}
