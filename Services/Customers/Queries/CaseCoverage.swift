import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What covers a case on the day that it was opened: a warranty, or an allowance that its customer has (CUS-11, CON-8).
struct CaseCoverage: Encodable, Sendable {
    /// Of the very item, where a serial number is given, else of any of the product.
    var warranty: Warranty?
    /// Of the contracts within the person's reach those with an allowance in force then, the one with most left first.
    var contracts: [Line]

    struct Warranty: Encodable, Sendable {
        var deliveredItemId: EntityID
        var description: String
        var serialNumber: String?
        var warrantyTo: Day
    }

    struct Line: Encodable, Sendable {
        var contractId: EntityID
        var number: String
        var unit: AllowanceUnit
        var quantity: Quantity
        var used: Quantity
        /// Below zero where more was used.
        var left: Quantity
        var coverage: String?
        /// The case is counted on it.
        var isChosen: Bool
    }

    init(of record: SupportCase, for person: Person, _ db: Database) throws {
        warranty = try Self.warranty(of: record, db)
        contracts = try Self.contracts(for: record, within: RowScope(person, .contract).condition("contractCopy"), db)
            .sorted { $0.left > $1.left }.prefix(Self.most)
            .map { contract in
                Line(
                    contractId: contract.id, number: contract.number, unit: contract.allowance.unit,
                    quantity: contract.allowance.quantity, used: contract.allowance.used, left: contract.left,
                    coverage: contract.allowance.coverage, isChosen: contract.id == record.serviceContractId)
            }
    }

    static let most = 50

    static func warranty(of record: SupportCase, _ db: Database) throws -> Warranty? {
        let which: SQL
        if let serial = record.serialNumber {
            which = "serial = \(serial)"
        } else if let product = record.productId {
            which = "productId = \(product)"
        } else {
            return nil
        }
        let request: SQLRequest<DeliveredItemCopy> = """
            SELECT * FROM deliveredItemCopy WHERE customerId = \(record.customerId) AND \(which)
              AND handedOverOn <= \(record.openedOn) AND warrantyTo >= \(record.openedOn)
            ORDER BY warrantyTo DESC, id LIMIT 1
            """
        return try request.fetchOne(db).flatMap { item in
            item.warrantyTo.map {
                Warranty(
                    deliveredItemId: item.id, description: item.description, serialNumber: item.serial, warrantyTo: $0)
            }
        }
    }

    /// The one that has something left, where it is the only one.
    static func onlyContract(for record: SupportCase, _ db: Database) throws -> ContractCopy? {
        let usable = try contracts(for: record, within: "1", db).filter { $0.left > .zero }
        return usable.count == 1 ? usable.first : nil
    }

    private static func contracts(
        for record: SupportCase, within scope: SQL, _ db: Database
    ) throws -> [ContractCopy] {
        let request: SQLRequest<ContractCopy> = """
            SELECT * FROM contractCopy WHERE customerId = \(record.customerId) AND \(scope) ORDER BY number, id
            """
        return try request.fetchAll(db).filter { $0.covers(record.openedOn) }
    }
}
