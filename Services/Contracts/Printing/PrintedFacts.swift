import Documents
import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What every printed document says: who the parties are, in which words money is told.
struct PrintedFacts {
    let db: Database
    let now: Instant

    func seller() throws -> Documents.Party {
        func text(_ definition: ParameterDefinition) throws -> String? {
            let value = try Parameters.value(definition.name, at: now, default: definition.defaultValue, db)
            return value?.isEmpty == true ? nil : value
        }
        return Documents.Party(
            name: try text(FirmParameters.name) ?? "", address: try text(FirmParameters.address),
            taxCode: try text(FirmParameters.taxCode), phone: try text(FirmParameters.phone),
            email: try text(FirmParameters.email), bankAccount: try text(FirmParameters.bankAccount),
            representative: try text(FirmParameters.representative), position: try text(FirmParameters.position))
    }

    func buyer(_ customerId: EntityID) throws -> Documents.Party {
        guard let customer = try CustomerCopy.filter(Column("id") == customerId).fetchOne(db) else {
            return Documents.Party(name: customerId.description)
        }
        return Documents.Party(name: customer.name, address: customer.address, taxCode: customer.taxCode)
    }

    func zeroTens() throws -> AmountInWords.ZeroTens {
        let definition = ContractsParameters.zeroTens
        return try Parameters.value(definition.name, at: now, default: definition.defaultValue, db)
            .flatMap(AmountInWords.ZeroTens.init) ?? .le
    }

    func goods(_ lines: [LineState], _ sums: DocumentSums, isFramework: Bool = false) throws -> PrintedGoods {
        let printed = try lines.map { line in
            PrintedLine(
                code: try productCode(line.productId), name: line.description, unit: line.unit,
                quantity: isFramework && line.quantity == .zero ? nil : line.quantity, unitPrice: line.unitPrice,
                discount: line.discount, tax: line.tax)
        }
        // A framework contract without quantities binds prices, and comes to nothing that could be printed.
        guard !isFramework || lines.allSatisfy({ $0.quantity > .zero }) else { return PrintedGoods(lines: printed) }
        return PrintedGoods(lines: printed, sums: sums)
    }

    private func productCode(_ id: EntityID?) throws -> String? {
        try id.flatMap { try ProductCopy.filter(Column("id") == $0).fetchOne(db)?.code }
    }

    func contract(_ id: EntityID?) throws -> Contract? {
        try id.flatMap { try Contract.filter(Column("id") == $0).fetchOne(db) }
    }
}

extension Day {
    var printed: PrintedDay {
        let (year, month, day) = components
        return PrintedDay(year: year, month: month, day: day)
    }
}

extension Contract {
    var printedSignatories: [Documents.Signatory] {
        signatories.map {
            Documents.Signatory(
                side: $0.party == .seller ? .seller : .buyer, name: $0.name, position: $0.position,
                powerOfAttorney: $0.powerOfAttorney)
        }
    }
}
