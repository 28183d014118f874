import Foundation
import Money

public enum CustomerKind: String, Codable, Sendable, Hashable, CaseIterable { case organisation, individual, mass }

/// CUS-2. `mass` belongs to the kind of that name and never changes.
public enum CustomerStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case potential, prospective, official, loyal, mass
}

/// An address. `provinceCode` and `wardCode` are those in force since 2025-07-01; older ones stay as text.
public struct Address: Codable, Sendable, Hashable {
    public var street: String?
    public var wardCode: String?
    public var provinceCode: String?
    /// As it is to be printed; the only part for an address outside the list.
    public var text: String
    public var country: String?

    public init(
        street: String? = nil, wardCode: String? = nil, provinceCode: String? = nil, text: String,
        country: String? = nil
    ) {
        self.street = street
        self.wardCode = wardCode
        self.provinceCode = provinceCode
        self.text = text
        self.country = country
    }
}

/// A phone number: as written, and in E.164 where it could be read.
public struct Phone: Codable, Sendable, Hashable {
    public var written: String
    public var e164: String?

    public init(written: String, e164: String? = nil) {
        self.written = written
        self.e164 = e164
    }
}

/// A customer (khách hàng), CUS-1.
public struct CustomerState: EntityState {
    public static let owner = ServiceName.customers
    public static let entity = "customer"
    public static let events: [EventName] = [
        .created, .updated, .deleted, "recorded", "status-changed", "deactivated", "reactivated", "handed-over",
    ]

    public var id: EntityID
    public var code: String
    public var kind: CustomerKind
    public var name: String
    public var shortName: String?
    public var taxCode: String?
    public var status: CustomerStatus
    public var isActive: Bool
    public var ownership: Ownership
    public var address: Address?
    public var phones: [Phone]
    public var emails: [String]
    public var invoiceEmail: String?
    public var website: String?
    public var region: String?
    public var industry: String?
    public var size: String?
    public var source: String?
    public var parentId: EntityID?
    public var external: ExternalReference?

    public init(
        id: EntityID, code: String, kind: CustomerKind, name: String, shortName: String? = nil, taxCode: String? = nil,
        status: CustomerStatus, isActive: Bool, ownership: Ownership, address: Address? = nil, phones: [Phone] = [],
        emails: [String] = [], invoiceEmail: String? = nil, website: String? = nil, region: String? = nil,
        industry: String? = nil, size: String? = nil, source: String? = nil, parentId: EntityID? = nil,
        external: ExternalReference? = nil
    ) {
        self.id = id
        self.code = code
        self.kind = kind
        self.name = name
        self.shortName = shortName
        self.taxCode = taxCode
        self.status = status
        self.isActive = isActive
        self.ownership = ownership
        self.address = address
        self.phones = phones
        self.emails = emails
        self.invoiceEmail = invoiceEmail
        self.website = website
        self.region = region
        self.industry = industry
        self.size = size
        self.source = source
        self.parentId = parentId
        self.external = external
    }
}

/// A contact (người liên hệ), CUS-4.
public struct ContactState: EntityState {
    public static let owner = ServiceName.customers
    public static let entity = "contact"
    public static let events: [EventName] = [.created, .updated, .deleted, "left", "returned"]

    public var id: EntityID
    public var customerId: EntityID
    public var name: String
    public var title: String?
    public var department: String?
    public var phones: [Phone]
    public var emails: [String]
    public var birthday: Day?
    public var isPrimary: Bool
    /// `false`: has left (không còn làm việc).
    public var isWorking: Bool
    public var ownership: Ownership

    public init(
        id: EntityID, customerId: EntityID, name: String, title: String? = nil, department: String? = nil,
        phones: [Phone] = [], emails: [String] = [], birthday: Day? = nil, isPrimary: Bool, isWorking: Bool = true,
        ownership: Ownership
    ) {
        self.id = id
        self.customerId = customerId
        self.name = name
        self.title = title
        self.department = department
        self.phones = phones
        self.emails = emails
        self.birthday = birthday
        self.isPrimary = isPrimary
        self.isWorking = isWorking
        self.ownership = ownership
    }
}

public enum LeadStatus: String, Codable, Sendable, Hashable, CaseIterable { case new, converted, disqualified }
public enum LeadRating: String, Codable, Sendable, Hashable, CaseIterable { case hot, warm, cold }

/// A lead (đầu mối), CUS-3.
public struct LeadState: EntityState {
    public static let owner = ServiceName.customers
    public static let entity = "lead"
    public static let events: [EventName] = [
        .created, .updated, "captured", "converted", "conversion-undone", "disqualified",
    ]

    public var id: EntityID
    public var code: String
    public var personName: String?
    public var firmName: String?
    public var taxCode: String?
    public var phone: Phone?
    public var email: String?
    public var need: String?
    public var source: String?
    public var rating: LeadRating
    public var status: LeadStatus
    public var ownership: Ownership
    public var external: ExternalReference?
    /// What it became; the opportunity is made by Pipeline under this id when it hears of the conversion.
    public var conversion: Conversion?

    public struct Conversion: Codable, Sendable, Hashable {
        public var customerId: EntityID
        public var contactId: EntityID?
        public var opportunityId: EntityID?
        public var opportunityName: String?
        public var at: Instant

        public init(
            customerId: EntityID, contactId: EntityID?, opportunityId: EntityID?, opportunityName: String?, at: Instant
        ) {
            self.customerId = customerId
            self.contactId = contactId
            self.opportunityId = opportunityId
            self.opportunityName = opportunityName
            self.at = at
        }
    }

    public init(
        id: EntityID, code: String, personName: String? = nil, firmName: String? = nil, taxCode: String? = nil,
        phone: Phone? = nil, email: String? = nil, need: String? = nil, source: String? = nil,
        rating: LeadRating = .warm, status: LeadStatus = .new, ownership: Ownership,
        external: ExternalReference? = nil, conversion: Conversion? = nil
    ) {
        self.id = id
        self.code = code
        self.personName = personName
        self.firmName = firmName
        self.taxCode = taxCode
        self.phone = phone
        self.email = email
        self.need = need
        self.source = source
        self.rating = rating
        self.status = status
        self.ownership = ownership
        self.external = external
        self.conversion = conversion
    }
}

public enum Prospect: String, Codable, Sendable, Hashable, CaseIterable { case yes, no, unclear }

/// An interaction (lần tiếp xúc), CUS-8.
public struct InteractionState: EntityState {
    public static let owner = ServiceName.customers
    public static let entity = "interaction"
    public static let events: [EventName] = [.created, .updated, .deleted]

    public var id: EntityID
    public var customerId: EntityID
    public var contactIds: [EntityID]
    public var employeeIds: [EntityID]
    /// A catalogue's code: call, e-mail, letter, fax, meeting, visit, sms, zalo, chat.
    public var channel: String
    public var direction: Direction
    public var startedAt: Instant
    public var durationMinutes: Int?
    public var preparation: String?
    public var course: String?
    public var result: String?
    public var isWorthPursuing: Prospect
    public var contactAgainOn: Day?
    public var ownership: Ownership

    public enum Direction: String, Codable, Sendable, Hashable, CaseIterable { case inbound, outbound }

    public init(
        id: EntityID, customerId: EntityID, contactIds: [EntityID] = [], employeeIds: [EntityID] = [], channel: String,
        direction: Direction, startedAt: Instant, durationMinutes: Int? = nil, preparation: String? = nil,
        course: String? = nil, result: String? = nil, isWorthPursuing: Prospect, contactAgainOn: Day? = nil,
        ownership: Ownership
    ) {
        self.id = id
        self.customerId = customerId
        self.contactIds = contactIds
        self.employeeIds = employeeIds
        self.channel = channel
        self.direction = direction
        self.startedAt = startedAt
        self.durationMinutes = durationMinutes
        self.preparation = preparation
        self.course = course
        self.result = result
        self.isWorthPursuing = isWorthPursuing
        self.contactAgainOn = contactAgainOn
        self.ownership = ownership
    }
}
