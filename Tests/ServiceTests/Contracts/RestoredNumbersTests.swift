import GRDB
import Messages
import Store
import TestKit
import Testing

@testable import Contracts
@testable import ServiceKit

/// What was given out since a backup is not given again (CON-5).
@Suite("Contracts: numbers after a restore")
struct ContractsRestoredNumbersTests {
    private func hear(_ entity: String, _ series: String, _ highest: Int64, _ service: ServiceUnderTest) async throws
        -> [String]
    {
        try await service.store.write { transaction in
            try RestoredNumbers.handler.continueNumbers(
                transaction, entity, [.init(series: series, highest: highest)])
        }
    }

    @Test func invoicesGoOnAfterTheHighestThatOthersHaveSeen() async throws {
        try await ServiceUnderTest.with(.contracts) {
            try await buildContracts($0)
        } body: { service in
            try await service.publish(Sample.customerState(), .created)
            try await service.registerSeries()
            _ = try await service.issued(100)
            #expect(try await hear("invoice", "1C26TAA", 7, service).count == 1)
            #expect(try await hear("invoice", "1C26TAA", 3, service).isEmpty)
            let said = try await hear("invoice", "1C26TZZ", 4, service)
            #expect(said.first?.contains("is lost") == true)
            let next = try await service.issued(100)
            #expect(try await service.newest(InvoiceState.self, next)?.number == "8")
            // What is lost stays a gap, and the check goes on saying so.
            let faults = try await service.contractFaults()
            #expect(faults.count == 1, "\(faults)")
        }
    }

    /// Also of a kind or year whose first number came after the backup.
    @Test func contractsAndOrdersBeginNoCounterBelowIt() async throws {
        try await withContracts { service in
            _ = try await hear("contract", "HĐ-2026-#", 41, service)
            _ = try await hear("order", "ĐH-2026-#", 17, service)
            let (contract, order) = try await service.store.write { transaction in
                (
                    try transaction.nextContractNumber(.sale, customer: Sample.customer),
                    try transaction.nextOrderNumber(customer: Sample.customer)
                )
            }
            #expect(contract.contains("42") && order.contains("18"), "\(contract) \(order)")
        }
    }
}
