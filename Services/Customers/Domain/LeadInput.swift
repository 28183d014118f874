import Messages

/// The body of a creation and of an update of a lead.
struct LeadInput: Codable, Sendable, Hashable {
    var personName: String?
    var firmName: String?
    var taxCode: String?
    var phone: PhoneInput?
    var email: String?
    var need: String?
    var source: String?
    var rating: LeadRating?
    var ownership: Ownership?

    func apply(to lead: inout Lead, _ check: InputCheck = InputCheck()) throws {
        lead.personName = try check.text(personName, "personName")
        lead.firmName = try check.text(firmName, "firmName", most: 300)
        guard lead.personName != nil || lead.firmName != nil else {
            throw LeadError.nameless(path: check.path("personName"))
        }
        lead.taxCode = try check.taxCode(taxCode, "taxCode", country: nil)
        lead.phone = try check.phone(phone?.written, "phone")
        lead.email = try check.email(email, "email")
        lead.need = try check.text(need, "need", most: 10_000)
        lead.source = try check.text(source, "source")
        lead.rating = rating ?? lead.rating
    }
}

extension LeadInput {
    init(_ lead: Lead) {
        self.init(
            personName: lead.personName, firmName: lead.firmName, taxCode: lead.taxCode,
            phone: lead.phone.map { PhoneInput(written: $0.written) }, email: lead.email, need: lead.need,
            source: lead.source, rating: lead.rating, ownership: lead.ownership)
    }

    init(_ captured: LeadCaptured) {
        self.init(
            personName: captured.personName, firmName: captured.firmName, taxCode: captured.taxCode,
            phone: captured.phone.map { PhoneInput(written: $0) }, email: captured.email, need: captured.need,
            source: captured.source, rating: captured.rating)
    }
}
