import Foundation
import Messages
import Money
import Store

extension Transaction {
    /// The newest version of a template with the contract's facts in it.
    func termsText(from name: String, for contract: Contract) throws -> String {
        guard let newest = try newestTemplate(name) else { throw TermsError.unknownTemplate(name) }
        let customer = try customer(contract.customerId)
        let total = Amount(minorUnits: contract.sums.total, currency: contract.currency)
        let facts: [TermsText.Name: String] = [
            .number: contract.number, .customer: customer?.name ?? "", .customerTaxCode: customer?.taxCode ?? "",
            .customerAddress: customer?.address ?? "", .company: try parameter(FirmParameters.name),
            .companyAddress: try parameter(FirmParameters.address), .total: total.decimalString,
            .currency: contract.currency.code, .totalInWords: AmountInWords.vietnamese(total),
            .effectiveFrom: contract.effectiveFrom?.description ?? "",
            .effectiveTo: contract.effectiveTo?.description ?? "", .paymentTerms: contract.paymentTerms ?? "",
        ]
        return try TermsText(newest.text).filled(with: facts)
    }
}

/// A text with `{{names}}` in it and nothing else that is carried out: what somebody may write must not be able to run.
struct TermsText {
    enum Name: String, CaseIterable {
        case number, customer, customerTaxCode, customerAddress, company, companyAddress, total, totalInWords, currency
        case effectiveFrom, effectiveTo, paymentTerms
    }

    static let most = 200_000
    private let text: String

    init(_ text: String) throws {
        guard !text.isEmpty, text.utf8.count <= Self.most else {
            throw TermsError.invalidLength
        }
        for match in text.matches(of: /\{\{(.*?)\}\}/.dotMatchesNewlines()) {
            guard Name(rawValue: match.1.trimmingCharacters(in: .whitespaces)) != nil else {
                let name = match.1.prefix(40)
                throw TermsError.invalidTemplate(
                    Bilingual(en: "there is no {{\(name)}}", vi: "không có {{\(name)}}"))
            }
        }
        self.text = text
    }

    /// Throws where the text would become too long.
    func filled(with facts: [Name: String]) throws -> String {
        var (size, filled) = (0, "")
        for part in text.split(separator: "{{", omittingEmptySubsequences: false).enumerated() {
            var piece = String(part.element)
            if part.offset > 0, let end = piece.range(of: "}}") {
                let name = Name(rawValue: piece[..<end.lowerBound].trimmingCharacters(in: .whitespaces))
                piece = (name.flatMap { facts[$0] } ?? "") + piece[end.upperBound...]
            }
            size += piece.utf8.count
            guard size <= Self.most else {
                throw TermsError.invalidTemplate(
                    Bilingual(en: "the text would be over 200,000 bytes", vi: "nội dung sẽ dài quá 200.000 byte"))
            }
            filled += piece
        }
        return filled
    }
}
