import Foundation
import Messages

/// A contact (người liên hệ): a person who speaks for a customer (CUS-4).
struct Contact: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    let customerId: EntityID
    var name: String { didSet { nameFolded = TextFolding.fold(name) } }
    private(set) var nameFolded: String
    var title: String?
    var department: String?
    var phones: [Phone] = []
    var emails: [String] = []
    var birthday: Day?
    var isPrimary: Bool
    private(set) var isWorking: Bool = true
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var details = ContactDetails()
    let createdAt: Instant

    init(id: EntityID, customerId: EntityID, name: String, isPrimary: Bool, ownership: Ownership, at now: Instant) {
        self.id = id
        self.customerId = customerId
        self.name = name
        nameFolded = TextFolding.fold(name)
        self.isPrimary = isPrimary
        createdAt = now
        self.ownership = ownership
    }

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            branchId = newValue.branchId
            responsibleId = newValue.responsibleId
            secondResponsibleId = newValue.secondResponsibleId
        }
    }

    /// No longer works there (không còn làm việc).
    mutating func leave() throws(ContactError) {
        guard isWorking else { throw .alreadyLeft }
        (isWorking, isPrimary) = (false, false)
    }

    mutating func comeBack() throws(ContactError) {
        guard !isWorking else { throw .stillWorking }
        isWorking = true
    }
}

/// What is kept of a contact beyond what other services need to know.
struct ContactDetails: Codable, Sendable, Hashable {
    var source: String?
    var classification: String?
    var groups: [String]?
    var notes: String?
}

/// The body of a creation and of an update of a contact.
struct ContactInput: Codable, Sendable, Hashable {
    var name: String
    var title: String?
    var department: String?
    var phones: [PhoneInput]?
    var emails: [String]?
    var birthday: Day?
    /// The first contact of a customer is its primary one where nothing else is said.
    var isPrimary: Bool?
    var ownership: Ownership?
    var details: ContactDetails?

    func apply(to contact: inout Contact, _ check: InputCheck = InputCheck()) throws(InputError) {
        contact.name = try check.required(name, "name")
        contact.title = try check.text(title, "title")
        contact.department = try check.text(department, "department")
        contact.phones = try check.phones(phones ?? [], "phones")
        contact.emails = try check.emails(emails ?? [], "emails")
        contact.birthday = birthday
        var details = details ?? ContactDetails()
        details.notes = try check.text(details.notes, "details.notes", most: 10_000)
        try check.limit(details.groups?.count ?? 0, "details.groups")
        contact.details = details
    }
}

extension ContactInput {
    init(_ contact: Contact) {
        self.init(
            name: contact.name, title: contact.title, department: contact.department,
            phones: contact.phones.map { PhoneInput(written: $0.written) }, emails: contact.emails,
            birthday: contact.birthday, isPrimary: contact.isPrimary, ownership: contact.ownership,
            details: contact.details)
    }
}
