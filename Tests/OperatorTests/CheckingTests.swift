import ServiceKit
import Testing

@testable import Operator

@Suite struct CheckingTests {
    @Test func equalTablesHaveNoDifferences() {
        let owned = ReportTable(columns: ["customer", "paid", "owed"], rows: [["a", "5", "1"], ["b", "0", "0"]])
        let copied = ReportTable(columns: ["customer", "paid"], rows: [["b", "0"], ["a", "5"]])
        #expect(
            TableComparison(owner: "contracts", owned: owned, copier: "customers", copied: copied).differences.isEmpty)
    }

    @Test func everyDifferenceIsNamed() {
        let owned = ReportTable(columns: ["customer", "paid"], rows: [["a", "5"], ["b", "7"]])
        let copied = ReportTable(columns: ["customer", "paid"], rows: [["a", "4"], ["c", "1"]])
        #expect(
            TableComparison(owner: "contracts", owned: owned, copier: "customers", copied: copied).differences == [
                "a: paid is 5 in contracts and 4 in customers", "b: contracts has it, customers has not",
                "c: customers has it, contracts has not",
            ])
    }

    @Test func settledIsWhereNothingWaits() {
        var status = KernelStatus.calm("customers")
        let queue = QueueDetail(name: "customers.events", state: "running", leader: "n", messages: 0)
        #expect(SettledState(statuses: [status], queues: ["customers.events": .detail(queue)]).waiting.isEmpty)
        status.outboxPending = 3
        status.deferred = ["retry": 2, "parked": 9]
        var busy = queue
        busy.messages = 4
        #expect(
            SettledState(statuses: [status], queues: ["customers.events": .detail(busy)]).waiting == [
                "customers: 3 in the outbox", "customers: 2 messages put aside", "customers.events: 4 messages",
            ])
    }
}
