import Store
import Testing

@testable import Operator

/// A service's own audit against what the Gateway gathered of it (ACC-5).
@Suite struct AuditComparisonTests {
    private func mark(_ seq: Int64, _ epoch: Int64 = 0, _ hash: String = "a") -> AuditMark {
        AuditMark(seq: seq, epoch: epoch, hash: hash)
    }

    private func compare(
        _ own: [AuditMark], _ gathered: [AuditMark], epoch: Int64 = 0, upTo known: Int64 = 3
    ) -> (faults: [String], lost: Int, pending: Int) {
        var comparison = AuditComparison(epoch: epoch, gathered: known)
        let faults = comparison.compare(own: own, gathered: gathered)
        return (faults.map { "\($0.seq) \($0.kind.rawValue)" }, comparison.lost, comparison.pending)
    }

    @Test func whatIsEqualOrOnItsWayIsNoFault() {
        let found = compare([mark(1), mark(2), mark(3), mark(4)], [mark(1), mark(2), mark(3)])
        #expect(found.faults.isEmpty && found.pending == 1 && found.lost == 0)
    }

    @Test func anEntryThatIsGoneAnotherOrNewIsNamed() {
        #expect(compare([mark(1), mark(3)], [mark(1), mark(2), mark(3)]).faults == ["2 missing"])
        #expect(compare([mark(1), mark(2)], [mark(1), mark(2), mark(3)]).faults == ["3 missing"])
        #expect(compare([mark(1), mark(2, 0, "b"), mark(3)], [mark(1), mark(2), mark(3)]).faults == ["2 changed"])
        #expect(compare([mark(1), mark(2), mark(3)], [mark(1), mark(3)]).faults == ["2 added"])
        // Of two that were told the service has one.
        #expect(compare([mark(2, 0, "b")], [mark(2), mark(2, 0, "b")]).faults.isEmpty)
    }

    @Test func whatARestoreTookIsNoTampering() {
        let own = [mark(1), mark(2, 1, "b"), mark(3, 1, "c")]
        let gathered = [mark(1), mark(2), mark(2, 1, "b"), mark(3), mark(3, 1, "c"), mark(4)]
        let found = compare(own, gathered, epoch: 1)
        #expect(found.faults.isEmpty)
        #expect(found.lost == 3)
        // A file put back without quen restore is still of the old epoch.
        #expect(compare([mark(1)], [mark(1), mark(2)], epoch: 0).faults == ["2 missing"])
        #expect(compare([mark(1)], [mark(1), mark(2, 1)], epoch: 0).faults == ["2 missing"])
    }

    @Test func aNotedHeadIsReadOrRefused() {
        let hash = String(repeating: "AB", count: 32)
        #expect(NotedHead(argument: "customers:12:\(hash)")?.hash == hash.lowercased())
        #expect(NotedHead(argument: "customers:12:ab") == nil)
        #expect(NotedHead(argument: "customers:x:\(hash)") == nil)
    }
}
