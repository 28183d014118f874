import Documents
import Foundation
import Messages
import Money
import Store

extension Transaction {
    /// Of the newest version of a template, with the contract's facts in it.
    func terms(from name: String, for contract: Contract) throws -> Terms {
        guard let newest = try newestTemplate(name) else { throw TermsError.unknownTemplate(name) }
        return Terms(template: name, version: newest.version, text: try text(of: newest, for: contract))
    }

    /// Of the same version with the contract's present facts; as they are where somebody gave the text.
    func madeAnew(_ terms: Terms, for contract: Contract) throws -> Terms {
        guard let name = terms.template, let version = terms.version,
            let template = try template(name, version: version)
        else { return terms }
        return Terms(template: name, version: version, text: try text(of: template, for: contract))
    }

    private func text(of template: TermsTemplate, for contract: Contract) throws -> String {
        let customer = try customer(contract.customerId)
        let language = template.language
        let zeroTens = try PrintedFacts(db: db, now: now).zeroTens()
        let total = contract.sums.total
        let facts: [TermsText.Name: String] = [
            .number: contract.number, .customer: customer?.name ?? "", .customerTaxCode: customer?.taxCode ?? "",
            .customerAddress: customer?.address ?? "", .company: try parameter(FirmParameters.name),
            .companyAddress: try parameter(FirmParameters.address), .total: language.money(total, contract.currency),
            .totalNumber: language.number(total, contract.currency), .currency: contract.currency.code,
            .totalInWords: language.words(total, contract.currency, zeroTens),
            .effectiveFrom: contract.effectiveFrom.map { language.shortDay($0.printed) } ?? "",
            .effectiveTo: contract.effectiveTo.map { language.shortDay($0.printed) } ?? "",
            .paymentTerms: contract.paymentTerms ?? "",
        ]
        return try TermsText(template.text).filled(with: facts)
    }
}

extension TermsTemplate {
    /// A text is in one language, whatever the paper around it is printed in: English where its name ends in `-en`.
    fileprivate var language: DocumentLanguage { name.hasSuffix("-en") ? .en : .vi }
}

/// A text with `{{names}}` in it and nothing else that is carried out: what somebody may write must not be able to run.
struct TermsText {
    enum Name: String, CaseIterable {
        case number, customer, customerTaxCode, customerAddress, company, companyAddress, total, totalInWords, currency
        /// The total without its currency.
        case totalNumber
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
        // A template that names the currency itself is not to have it twice.
        let text = self.text.replacing(
            /\{\{\s*total\s*\}\}(?=\s*(?:\{\{\s*currency\s*\}\}|đồng|VND|VNĐ|USD|EUR))/,
            with: "{{\(Name.totalNumber.rawValue)}}")
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
