import Foundation
import Messages
import Money
import Mustache
import Store

extension Transaction {
    /// The newest version of a template with the contract's facts in it.
    func termsText(from name: String, for contract: Contract) throws -> String {
        guard let newest = try newestTemplate(name) else { throw TermsError.unknownTemplate(name) }
        let customer = try customer(contract.customerId)
        let facts: [String: String] = [
            "number": contract.number, "customer": customer?.name ?? "", "customerTaxCode": customer?.taxCode ?? "",
            "customerAddress": customer?.address ?? "", "company": try parameter(FirmParameters.name),
            "companyAddress": try parameter(FirmParameters.address),
            "total": Amount(minorUnits: contract.sums.total, currency: contract.currency).decimalString,
            "currency": contract.currency.code,
            "totalInWords": AmountInWords.vietnamese(
                Amount(minorUnits: contract.sums.total, currency: contract.currency)),
            "effectiveFrom": contract.effectiveFrom?.description ?? "",
            "effectiveTo": contract.effectiveTo?.description ?? "", "paymentTerms": contract.paymentTerms ?? "",
        ]
        return try TermsTemplate.compiled(newest.text).render(facts)
    }
}

extension TermsTemplate {
    /// Texts are plain: nothing is escaped for HTML here.
    static func compiled(_ text: String) throws -> MustacheTemplate {
        do { return try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text) } catch {
            throw TermsError.invalidTemplate("\(error)")
        }
    }
}
