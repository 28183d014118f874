import Foundation
import Messages
import ServiceKit
import Testing

@testable import Operator

@Suite struct CopiesFindingsTests {
    private let now = Instant(milliseconds: 1_795_399_200_000)

    private func findings(_ change: (inout ServiceObservation) -> Void) -> [Finding] {
        var observation = ServiceObservation(service: "contracts", isReady: true)
        change(&observation)
        return CopiesFindings.of([observation], at: now)
    }

    private func bootstrap(completedAt: Instant?) -> BootstrapStatus {
        BootstrapStatus(
            entity: "product", startedAt: now, pages: 3, records: 450, receivedAt: nil, completedAt: completedAt)
    }

    private func comparison(_ differences: Int, answeredAt: Instant?, ago: Int = 0) -> ComparisonStatus {
        ComparisonStatus(
            entity: "product", service: "pipeline", requestedAt: now.adding(.seconds(-ago)), answeredAt: answeredAt,
            round: 2, differences: differences)
    }

    @Test func whatIsCompleteAndAgreesIsNoFinding() {
        #expect(
            findings {
                $0.bootstraps = [bootstrap(completedAt: now)]
                $0.comparisons = [comparison(0, answeredAt: now), comparison(0, answeredAt: nil, ago: 20)]
                $0.restoration = RestorationStatus(isOpen: false, settledAt: now)
                $0.backups = BackupKeeper.Status(every: 3600, newest: now.adding(.seconds(-3700)))
            }.isEmpty)
    }

    @Test func anOpenRestorationNamesWhomItWaitsFor() {
        let found = findings {
            $0.restoration = RestorationStatus(
                isOpen: true, waitsFor: ["pipeline: opportunity", "customers: customer"])
        }
        #expect(found.count == 1 && found[0].what.hasSuffix("waits for pipeline: opportunity, customers: customer"))
        #expect(found[0].remedy.contains("quen restoration contracts --settle-without"))
    }

    @Test func copiesThatAreNotWholeAreFindings() {
        let found = findings {
            $0.bootstraps = [bootstrap(completedAt: nil)]
            $0.comparisons = [comparison(4, answeredAt: now), comparison(0, answeredAt: nil, ago: 700)]
        }
        #expect(
            found.map(\.what) == [
                "is being filled and not complete: product: 450 records in 3 pages",
                "its copies do not agree: product with pipeline: 4 differences, round 2",
                "pipeline has not answered a comparison of product",
            ])
        #expect(found[1].remedy.contains("quen compare contracts product --wait"))
    }

    @Test func backupsThatFailOrStayAwayAreFindings() {
        #expect(findings { $0.backups = BackupKeeper.Status(every: 60, failure: "/b: No space left") }.count == 1)
        let late = BackupKeeper.Status(directory: "/b", every: 3600, newest: now.adding(.seconds(-8000)))
        #expect(findings { $0.backups = late }.map(\.what).first?.hasPrefix("its newest backup is of") == true)
        #expect(findings { $0.backups = BackupKeeper.Status() }.isEmpty)
    }

    @Test func onlyAComparisonThatWasAskedForNowSaysThatACopyAgrees() {
        let pair = (entity: "product", owner: "pipeline")
        let (old, new) = (comparison(0, answeredAt: now, ago: 60), comparison(0, answeredAt: now))
        #expect(CompareCommand.open(pair, [], []) == "product with pipeline: not asked yet")
        #expect(CompareCommand.open(pair, [old], [old]) == "product with pipeline: not asked yet")
        #expect(CompareCommand.open(pair, [old], [new]) == nil)
        #expect(CompareCommand.open(pair, [old], [comparison(2, answeredAt: now)])?.contains("2 differences") == true)
        #expect(CompareCommand.copies(of: "contracts", nil).contains { $0 == ("product", "pipeline") })
        #expect(CompareCommand.copies(of: "contracts", "lead").isEmpty)
    }

    @Test func whatAServiceReportsIsRead() throws {
        let text = #"""
            {"isOpen": true, "backupAt": "2026-11-22T01:00:00.000Z", "restoredAt": "2026-11-22T02:00:00.000Z", "epoch": 2,
             "settledAt": null, "report": ["contracts holds 2 newer", {"entity": "invoice", "beyond": 3}], "waitsFor": ["contracts: invoice"]}
            """#
        let status = try WireJSON.decode(RestorationStatus.self, from: text.utf8)
        #expect(status.epoch == 2 && status.waitsFor == ["contracts: invoice"])
        #expect(status.reportLines == ["contracts holds 2 newer", #"{ "beyond": 3, "entity": "invoice" }"#])
    }
}

@Suite struct TimeArgumentTests {
    private let now = Instant(milliseconds: 1_795_399_200_000)

    @Test(arguments: [("30m", 1_800), ("6h", 21_600), ("2d", 172_800), ("0s", 0)])
    func anAgeIsCountedBackFromNow(_ text: String, _ seconds: Int) {
        #expect(TimeArgument(text, now: now)?.instant == now.adding(.seconds(-seconds)))
    }

    @Test func aTimeIsTakenAsItIs() {
        #expect(TimeArgument("2026-11-22T05:52:39+07:00", now: now)?.instant == Instant("2026-11-21T22:52:39Z"))
    }

    @Test(arguments: ["", "yesterday", "-5m", "5", "m", "1y", "99999999d"])
    func whatIsNoTimeIsRefused(_ text: String) {
        #expect(TimeArgument(text, now: now) == nil)
    }
}
