import Foundation
import Money

public enum ProductKind: String, Codable, Sendable, Hashable, CaseIterable { case goods, service }

/// A product and its price (PIP-1, PIP-2).
public struct ProductState: EntityState {
    public static let owner = ServiceName.pipeline
    public static let entity = "product"
    public static let events: [EventName] = [.created, .updated, "recorded", "withdrawn", "restored"]
    public static let minor = 1

    public var id: EntityID
    public var code: String
    public var name: String
    public var group: String?
    public var kind: ProductKind
    public var unit: String
    public var taxClass: String
    public var isActive: Bool
    /// The base price per unit, one for each currency in which it has one.
    public var prices: [Price]
    public var external: ExternalReference?
    /// Its other units, of which `unit` is one; since 1.1.
    public var unitGroupId: EntityID?
    /// Where the price in another unit does not follow from `prices` by the factor; since 1.1.
    public var unitPrices: [PriceInUnit]?

    public struct PriceInUnit: Codable, Sendable, Hashable {
        public var unit: String
        public var currency: Currency
        public var price: UnitPrice

        public init(unit: String, currency: Currency, price: UnitPrice) {
            self.unit = unit
            self.currency = currency
            self.price = price
        }
    }

    public struct Price: Codable, Sendable, Hashable {
        public var currency: Currency
        public var price: UnitPrice

        public init(currency: Currency, price: UnitPrice) {
            self.currency = currency
            self.price = price
        }
    }

    public init(
        id: EntityID, code: String, name: String, group: String? = nil, kind: ProductKind, unit: String,
        taxClass: String, isActive: Bool = true, prices: [Price], external: ExternalReference? = nil,
        unitGroupId: EntityID? = nil, unitPrices: [PriceInUnit]? = nil
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.group = group
        self.kind = kind
        self.unit = unit
        self.taxClass = taxClass
        self.isActive = isActive
        self.prices = prices
        self.external = external
        self.unitGroupId = unitGroupId
        self.unitPrices = unitPrices
    }
}

public enum OpportunityStatus: String, Codable, Sendable, Hashable, CaseIterable { case open, won, lost }

/// A line of an opportunity, quote, contract, order or invoice before its sums are made (CON-3).
public struct LineState: Codable, Sendable, Hashable {
    public var id: EntityID
    public var productId: EntityID?
    public var description: String
    public var unit: String?
    public var quantity: Quantity
    public var unitPrice: UnitPrice
    public var discount: Discount?
    public var tax: TaxMark
    /// Which line of the parent document it draws on.
    public var parentLineId: EntityID?
    /// How many of `baseUnit` one of `unit` is, as it was when the line was made: what becomes of the product's units later does
    /// not change it. Left out where the unit is the base unit itself, or the product has no other units.
    public var unitFactor: UnitFactor?
    /// The base unit of the product's units; given along with `unitFactor`.
    public var baseUnit: String?

    public init(
        id: EntityID, productId: EntityID?, description: String, unit: String? = nil, quantity: Quantity,
        unitPrice: UnitPrice, discount: Discount? = nil, tax: TaxMark, parentLineId: EntityID? = nil,
        unitFactor: UnitFactor? = nil, baseUnit: String? = nil
    ) {
        self.id = id
        self.productId = productId
        self.description = description
        self.unit = unit
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.discount = discount
        self.tax = tax
        self.parentLineId = parentLineId
        self.unitFactor = unitFactor
        self.baseUnit = baseUnit
    }
}

/// An opportunity (cơ hội bán hàng), PIP-3.
public struct OpportunityState: EntityState {
    public static let owner = ServiceName.pipeline
    public static let entity = "opportunity"
    public static let events: [EventName] = [
        .created, .updated, .deleted, "recorded", "stage-changed", "won", "lost", "reopened",
    ]
    public static let minor = 1

    public var id: EntityID
    public var code: String
    public var name: String
    public var customerId: EntityID
    public var contactId: EntityID?
    public var leadId: EntityID?
    public var status: OpportunityStatus
    public var stage: String
    /// In percent.
    public var probability: Int
    public var currency: Currency
    public var lines: [LineState]
    public var expectedValue: Amount
    public var expectedCloseOn: Day?
    public var startedOn: Day?
    public var closedOn: Day?
    public var lostReason: String?
    public var lostTo: String?
    public var nextStep: String?
    public var source: String?
    public var acceptedQuoteId: EntityID?
    public var ownership: Ownership
    public var external: ExternalReference?

    public init(
        id: EntityID, code: String, name: String, customerId: EntityID, contactId: EntityID? = nil,
        leadId: EntityID? = nil, status: OpportunityStatus = .open, stage: String, probability: Int,
        currency: Currency, lines: [LineState] = [], expectedValue: Amount, expectedCloseOn: Day? = nil,
        startedOn: Day? = nil, closedOn: Day? = nil, lostReason: String? = nil, lostTo: String? = nil,
        nextStep: String? = nil, source: String? = nil, acceptedQuoteId: EntityID? = nil, ownership: Ownership,
        external: ExternalReference? = nil
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.customerId = customerId
        self.contactId = contactId
        self.leadId = leadId
        self.status = status
        self.stage = stage
        self.probability = probability
        self.currency = currency
        self.lines = lines
        self.expectedValue = expectedValue
        self.expectedCloseOn = expectedCloseOn
        self.startedOn = startedOn
        self.closedOn = closedOn
        self.lostReason = lostReason
        self.lostTo = lostTo
        self.nextStep = nextStep
        self.source = source
        self.acceptedQuoteId = acceptedQuoteId
        self.ownership = ownership
        self.external = external
    }
}

public enum QuoteStatus: String, Codable, Sendable, Hashable, CaseIterable {
    case draft, sent, accepted, rejected, expired
}

/// A quote (báo giá), PIP-4.
public struct QuoteState: EntityState {
    public static let owner = ServiceName.pipeline
    public static let entity = "quote"
    public static let events: [EventName] = [
        .created, .updated, .deleted, "revised", "sent", "accepted", "rejected", "expired",
    ]
    public static let minor = 1

    public var id: EntityID
    public var number: String
    /// Counts the revisions, from 1.
    public var revision: Int
    public var customerId: EntityID
    public var contactId: EntityID?
    public var opportunityId: EntityID?
    public var status: QuoteStatus
    public var currency: Currency
    public var lines: [LineState]
    public var sums: DocumentSums
    public var validUntil: Day
    public var ownership: Ownership

    public init(
        id: EntityID, number: String, revision: Int, customerId: EntityID, contactId: EntityID? = nil,
        opportunityId: EntityID? = nil, status: QuoteStatus, currency: Currency, lines: [LineState],
        sums: DocumentSums, validUntil: Day, ownership: Ownership
    ) {
        self.id = id
        self.number = number
        self.revision = revision
        self.customerId = customerId
        self.contactId = contactId
        self.opportunityId = opportunityId
        self.status = status
        self.currency = currency
        self.lines = lines
        self.sums = sums
        self.validUntil = validUntil
        self.ownership = ownership
    }
}
