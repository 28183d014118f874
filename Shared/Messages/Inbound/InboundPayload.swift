import Foundation
import Money

/// What other systems may publish on `quen.inbound` (MSG-3). The record's id follows from the system and its own id
/// for the record, so that every service computes the same one.
public protocol InboundPayload: Codable, Sendable, Hashable {
    static var type: MessageType { get }
    /// Who applies it.
    static var handler: ServiceName { get }
    /// The kind of record, as in `EntityID.external`.
    static var entity: String { get }
    /// The sending system's own id of the record.
    var externalId: String { get }
}

extension InboundPayload {
    /// The id of the record in Quen.
    public func id(from system: String) -> EntityID {
        .external(system: system, entity: Self.entity, externalId: externalId)
    }
}

/// Names another record: by the sender's own id for it, or by Quen's.
public struct RecordReference: Codable, Sendable, Hashable {
    public var externalId: String?
    public var id: EntityID?

    public init(externalId: String? = nil, id: EntityID? = nil) {
        self.externalId = externalId
        self.id = id
    }

    /// Nothing where neither is given.
    public func resolved(system: String, entity: String) -> EntityID? {
        if let id { return id }
        guard let externalId, !externalId.isEmpty else { return nil }
        return .external(system: system, entity: entity, externalId: externalId)
    }
}

public struct LeadCaptured: InboundPayload {
    public static let type = MessageType.inbound("lead", "captured")
    public static let handler = ServiceName.customers
    public static let entity = "lead"
    public var externalId: String
    public var personName: String?
    public var firmName: String?
    public var taxCode: String?
    public var phone: String?
    public var email: String?
    public var need: String?
    public var source: String?
    public var rating: LeadRating?

    public init(
        externalId: String, personName: String? = nil, firmName: String? = nil, taxCode: String? = nil,
        phone: String? = nil, email: String? = nil, need: String? = nil, source: String? = nil,
        rating: LeadRating? = nil
    ) {
        self.externalId = externalId
        self.personName = personName
        self.firmName = firmName
        self.taxCode = taxCode
        self.phone = phone
        self.email = email
        self.need = need
        self.source = source
        self.rating = rating
    }
}

public struct CustomerRecorded: InboundPayload {
    public static let type = MessageType.inbound("customer", "recorded")
    public static let handler = ServiceName.customers
    public static let entity = "customer"
    public var externalId: String
    public var name: String
    public var kind: CustomerKind?
    public var shortName: String?
    public var taxCode: String?
    public var phone: String?
    public var email: String?
    public var website: String?
    public var address: String?
    public var industry: String?
    public var size: String?
    public var region: String?
    public var parent: RecordReference?
    public var responsible: RecordReference?

    public init(
        externalId: String, name: String, kind: CustomerKind? = nil, shortName: String? = nil, taxCode: String? = nil,
        phone: String? = nil, email: String? = nil, website: String? = nil, address: String? = nil,
        industry: String? = nil, size: String? = nil, region: String? = nil, parent: RecordReference? = nil,
        responsible: RecordReference? = nil
    ) {
        self.externalId = externalId
        self.name = name
        self.kind = kind
        self.shortName = shortName
        self.taxCode = taxCode
        self.phone = phone
        self.email = email
        self.website = website
        self.address = address
        self.industry = industry
        self.size = size
        self.region = region
        self.parent = parent
        self.responsible = responsible
    }
}

public struct ProductRecorded: InboundPayload {
    public static let type = MessageType.inbound("product", "recorded")
    public static let handler = ServiceName.pipeline
    public static let entity = "product"
    public var externalId: String
    public var code: String?
    public var name: String
    public var group: String?
    public var kind: ProductKind?
    public var unit: String?
    public var price: UnitPrice?
    public var currency: Currency?

    public init(
        externalId: String, code: String? = nil, name: String, group: String? = nil, kind: ProductKind? = nil,
        unit: String? = nil, price: UnitPrice? = nil, currency: Currency? = nil
    ) {
        self.externalId = externalId
        self.code = code
        self.name = name
        self.group = group
        self.kind = kind
        self.unit = unit
        self.price = price
        self.currency = currency
    }
}

public struct EmployeeRecorded: InboundPayload {
    public static let type = MessageType.inbound("employee", "recorded")
    public static let handler = ServiceName.scheduling
    public static let entity = "employee"
    public var externalId: String
    public var name: String
    public var title: String?
    public var department: String?
    public var email: String?
    public var phone: String?
    public var manager: RecordReference?
    /// The branch's name or code; one that is not known yet is made.
    public var branch: String?
    public var teams: [String]?
    public var isActive: Bool?

    public init(
        externalId: String, name: String, title: String? = nil, department: String? = nil, email: String? = nil,
        phone: String? = nil, manager: RecordReference? = nil, branch: String? = nil, teams: [String]? = nil,
        isActive: Bool? = nil
    ) {
        self.externalId = externalId
        self.name = name
        self.title = title
        self.department = department
        self.email = email
        self.phone = phone
        self.manager = manager
        self.branch = branch
        self.teams = teams
        self.isActive = isActive
    }
}

public struct OpportunityRecorded: InboundPayload {
    public static let type = MessageType.inbound("opportunity", "recorded")
    public static let handler = ServiceName.pipeline
    public static let entity = "opportunity"
    public var externalId: String
    public var name: String?
    public var customer: RecordReference
    public var product: RecordReference?
    public var responsible: RecordReference?
    public var status: OpportunityStatus
    public var stage: String?
    public var value: Amount?
    public var startedOn: Day?
    public var closedOn: Day?

    public init(
        externalId: String, name: String? = nil, customer: RecordReference, product: RecordReference? = nil,
        responsible: RecordReference? = nil, status: OpportunityStatus, stage: String? = nil, value: Amount? = nil,
        startedOn: Day? = nil, closedOn: Day? = nil
    ) {
        self.externalId = externalId
        self.name = name
        self.customer = customer
        self.product = product
        self.responsible = responsible
        self.status = status
        self.stage = stage
        self.value = value
        self.startedOn = startedOn
        self.closedOn = closedOn
    }
}

/// An invoice that was issued elsewhere: kept outside the numbering, in a series of its own kind.
public struct InvoiceRecorded: InboundPayload {
    public static let type = MessageType.inbound("invoice", "recorded")
    public static let handler = ServiceName.contracts
    public static let entity = "invoice"
    public var externalId: String
    public var number: String?
    public var customer: RecordReference
    public var issuedOn: Day
    public var dueOn: Day?
    public var currency: Currency
    public var lines: [Line]
    public var responsible: RecordReference?

    public struct Line: Codable, Sendable, Hashable {
        public var product: RecordReference?
        public var description: String
        public var quantity: Quantity
        public var unitPrice: UnitPrice
        public var tax: TaxMark

        public init(
            product: RecordReference? = nil, description: String, quantity: Quantity, unitPrice: UnitPrice, tax: TaxMark
        ) {
            self.product = product
            self.description = description
            self.quantity = quantity
            self.unitPrice = unitPrice
            self.tax = tax
        }
    }

    public init(
        externalId: String, number: String? = nil, customer: RecordReference, issuedOn: Day, dueOn: Day? = nil,
        currency: Currency, lines: [Line], responsible: RecordReference? = nil
    ) {
        self.externalId = externalId
        self.number = number
        self.customer = customer
        self.issuedOn = issuedOn
        self.dueOn = dueOn
        self.currency = currency
        self.lines = lines
        self.responsible = responsible
    }
}

/// A payment that a bank or the accounting package has seen (CON-6). `externalId` is its reference, once per system.
public struct PaymentReceived: InboundPayload {
    public static let type = MessageType.inbound("payment", "received")
    public static let handler = ServiceName.contracts
    public static let entity = "payment"
    public var externalId: String
    /// Needed where no invoice, contract or order names the customer.
    public var customer: RecordReference?
    public var amount: Amount
    public var paidOn: Day
    /// Oldest first where nothing is named.
    public var invoice: RecordReference?
    /// Quen's number of the invoice, `<series>/<number>`, as a payer would write it.
    public var invoiceNumber: String?
    public var contractId: EntityID?
    public var orderId: EntityID?
    public var note: String?

    public init(
        externalId: String, customer: RecordReference? = nil, amount: Amount, paidOn: Day,
        invoice: RecordReference? = nil, invoiceNumber: String? = nil, contractId: EntityID? = nil,
        orderId: EntityID? = nil, note: String? = nil
    ) {
        self.externalId = externalId
        self.customer = customer
        self.amount = amount
        self.paidOn = paidOn
        self.invoice = invoice
        self.invoiceNumber = invoiceNumber
        self.contractId = contractId
        self.orderId = orderId
        self.note = note
    }
}
