import Foundation
import Messages

/// What a person may say of a customer: the body of a creation and of an update (CUS-1).
struct CustomerInput: Codable, Sendable, Hashable {
    /// Made from the pattern where it is not given.
    var code: String?
    var kind: CustomerKind?
    var name: String
    var shortName: String?
    var taxCode: String?
    var ownership: Ownership?
    var address: Address?
    var phones: [PhoneInput]?
    var emails: [String]?
    var invoiceEmail: String?
    var website: String?
    var region: String?
    var industry: String?
    var size: String?
    var source: String?
    var parentId: EntityID?
    var details: CustomerDetails?

    /// Writes everything but code, kind and ownership, which have rules of their own.
    func apply(to customer: inout Customer, _ check: InputCheck = InputCheck()) throws(InputError) {
        customer.name = try check.required(name, "name", most: 300)
        customer.shortName = try check.text(shortName, "shortName", most: 100)
        customer.address = try address.map { address throws(InputError) in try address.checked(check) }
        customer.taxCode = try check.taxCode(taxCode, "taxCode", country: customer.address?.country)
        customer.phones = try check.phones(phones ?? [], "phones")
        customer.emails = try check.emails(emails ?? [], "emails")
        customer.invoiceEmail = try check.email(invoiceEmail, "invoiceEmail")
        customer.website = try check.text(website, "website")
        customer.region = try check.text(region, "region")
        customer.industry = try check.text(industry, "industry")
        customer.size = try check.text(size, "size")
        customer.source = try check.text(source, "source")
        customer.parentId = parentId
        customer.details = try (details ?? CustomerDetails()).checked(check)
    }
}

extension CustomerInput {
    /// What would leave `customer` as it is; what a partial change is laid over.
    init(_ customer: Customer) {
        self.init(
            code: customer.code, kind: customer.kind, name: customer.name, shortName: customer.shortName,
            taxCode: customer.taxCode, ownership: customer.ownership, address: customer.address,
            phones: customer.phones.map { PhoneInput(written: $0.written) }, emails: customer.emails,
            invoiceEmail: customer.invoiceEmail, website: customer.website, region: customer.region,
            industry: customer.industry, size: customer.size, source: customer.source, parentId: customer.parentId,
            details: customer.details)
    }
}

extension Address {
    /// An address without text prints as its street.
    func checked(_ check: InputCheck) throws(InputError) -> Address {
        var checked = self
        checked.street = try check.text(street, "address.street", most: 300)
        checked.text = try check.required(text.isEmpty ? street : text, "address.text", most: 500)
        checked.country = try check.text(country, "address.country", most: 60)
        return checked
    }
}
