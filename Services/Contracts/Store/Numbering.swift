import Foundation
import GRDB
import Messages
import Store

extension Transaction {
    /// The next number of a contract: a counter per year and kind. One that a changed pattern would repeat is passed over.
    func nextContractNumber(_ kind: ContractKind, customer: EntityID) throws -> String {
        let pattern = try NumberPattern(try parameter(ContractsParameters.contractNumber))
        let shortName = try self.customer(customer)?.shortName
        return try nextFree(Contract.self, counter: "\(today.year)/\(kind.rawValue)") {
            pattern.number($0, year: today.year, kind: kind.abbreviation, customer: shortName)
        }
    }

    func nextOrderNumber(customer: EntityID) throws -> String {
        let pattern = try NumberPattern(try parameter(ContractsParameters.orderNumber))
        let shortName = try self.customer(customer)?.shortName
        return try nextFree(Order.self, counter: "\(today.year)") {
            pattern.number($0, year: today.year, kind: "ĐH", customer: shortName)
        }
    }

    /// `make` is given the values of the counter until its number is free.
    private func nextFree<R: EntityRecord>(
        _ type: R.Type, counter: String, _ make: (Int64) -> String
    ) throws -> String {
        let counter = "\(R.State.entity)/\(counter)"
        // After a restore no counter begins below what the others have seen (RestoredNumbers).
        try db.execute(
            sql: "INSERT OR IGNORE INTO counter(name, value) SELECT ?, value FROM counter WHERE name = ?",
            arguments: [counter, RestoredNumbers.floor(R.State.entity)])
        while true {
            let number = make(try nextNumber(counter))
            let isTaken = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM \(R.databaseTableName) WHERE number = ?)", arguments: [number])
            if isTaken != true { return number }
        }
    }
}
