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

    /// As kept with the document, else as the firm is now.
    func seller(_ kept: Seller?) throws -> Documents.Party {
        let seller = try kept ?? FirmParameters.seller(at: now, db)
        return Documents.Party(
            name: seller.name, address: seller.address, taxCode: seller.taxCode, phone: seller.phone,
            email: seller.email, bankAccount: seller.bankAccount, representative: seller.representative,
            position: seller.position)
    }

    /// As kept with the document, else as the customer is known now.
    func buyer(_ kept: Invoice.Buyer?, _ customerId: EntityID) throws -> Documents.Party {
        if let kept {
            return Documents.Party(
                name: kept.name, address: kept.address, taxCode: kept.taxCode, personalID: kept.personalId,
                email: kept.email, bankAccount: kept.bankAccount)
        }
        guard let customer = try CustomerCopy.filter(Column("id") == customerId).fetchOne(db) else {
            return Documents.Party(name: customerId.description)
        }
        return Documents.Party(name: customer.name, address: customer.address, taxCode: customer.taxCode)
    }

    /// Both, as kept with the contract, with whom it names to represent them.
    func parties(of contract: Contract) throws -> (seller: Documents.Party, buyer: Documents.Party) {
        let seller = try seller(contract.parties?.seller)
        let buyer = try buyer(contract.parties?.buyer, contract.customerId)
        return (contract.represented(seller, .seller), contract.represented(buyer, .customer))
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
    /// A party with the first of those who sign for it; as it is where the contract names nobody.
    func represented(_ party: Documents.Party, _ side: Party) -> Documents.Party {
        guard let signatory = signatories.first(where: { $0.party == side }) else { return party }
        var party = party
        (party.representative, party.position) = (signatory.name, signatory.position)
        party.powerOfAttorney = signatory.powerOfAttorney
        return party
    }

    var printedSignatories: [Documents.Signatory] {
        signatories.map {
            Documents.Signatory(
                side: $0.party == .seller ? .seller : .buyer, name: $0.name, position: $0.position,
                powerOfAttorney: $0.powerOfAttorney)
        }
    }
}
