import Foundation
import Money

public enum AcceptanceStatus: String, Codable, Sendable, Hashable, CaseIterable { case draft, signed }

/// Acceptance and hand-over minutes (biên bản nghiệm thu, bàn giao), CON-2: of a contract, whole or in part.
public struct AcceptanceState: EntityState {
    public static let owner = ServiceName.contracts
    public static let entity = "acceptance"
    public static let events: [EventName] = [.created, .updated, .deleted, "signed"]
    public static let minor = 2

    public var id: EntityID
    /// Counted in the contract, such as `NT01`.
    public var number: String
    public var contractId: EntityID
    public var customerId: EntityID
    public var status: AcceptanceStatus
    /// Whether the contract is accepted as a whole with it.
    public var isFinal: Bool
    public var acceptedOn: Day
    public var lines: [Line]
    /// The draft of an invoice that it proposed when it was signed, the first where it proposed several. One that was deleted is
    /// not named any more.
    public var invoiceId: EntityID?
    /// All of them: one of each order that what was accepted had been ordered with, and one of the contract for the rest;
    /// since 1.1.
    public var invoiceIds: [EntityID]?
    public var ownership: Ownership

    /// A part of one of the contract's lines.
    public struct Line: Codable, Sendable, Hashable {
        public var contractLineId: EntityID
        public var quantity: Quantity
        public var serials: [String]
        /// From the day of the hand-over.
        public var warrantyMonths: Int?
        /// Where it is not simply that of the contract's line: a product may be handed over in another of its units; since 1.2.
        public var unit: String?
        /// How many base units one of `unit` is; left out for the base unit itself; since 1.2.
        public var unitFactor: UnitFactor?

        public init(
            contractLineId: EntityID, quantity: Quantity, serials: [String] = [], warrantyMonths: Int? = nil,
            unit: String? = nil, unitFactor: UnitFactor? = nil
        ) {
            self.contractLineId = contractLineId
            self.quantity = quantity
            self.serials = serials
            self.warrantyMonths = warrantyMonths
            self.unit = unit
            self.unitFactor = unitFactor
        }
    }

    public init(
        id: EntityID, number: String, contractId: EntityID, customerId: EntityID, status: AcceptanceStatus,
        isFinal: Bool, acceptedOn: Day, lines: [Line], invoiceId: EntityID? = nil, invoiceIds: [EntityID]? = nil,
        ownership: Ownership
    ) {
        self.id = id
        self.number = number
        self.contractId = contractId
        self.customerId = customerId
        self.status = status
        self.isFinal = isFinal
        self.acceptedOn = acceptedOn
        self.lines = lines
        self.invoiceId = invoiceId
        self.invoiceIds = invoiceIds
        self.ownership = ownership
    }
}

/// Something that a customer was handed over and uses (CON-7): its serial number, where it has one, and its warranty.
public struct DeliveredItemState: EntityState {
    public static let owner = ServiceName.contracts
    public static let entity = "delivered-item"
    public static let events: [EventName] = [.created, .updated, .deleted]
    public static let minor = 1

    public var id: EntityID
    public var customerId: EntityID
    public var contractId: EntityID?
    public var orderId: EntityID?
    public var productId: EntityID?
    public var description: String
    public var quantity: Quantity
    public var serial: String?
    public var handedOverOn: Day
    public var warrantyMonths: Int?
    /// The last day of the warranty.
    public var warrantyTo: Day?
    /// The unit of the quantity, where minutes say it; since 1.1.
    public var unit: String?
    public var ownership: Ownership

    public init(
        id: EntityID, customerId: EntityID, contractId: EntityID? = nil, orderId: EntityID? = nil,
        productId: EntityID? = nil, description: String, quantity: Quantity, serial: String? = nil, handedOverOn: Day,
        warrantyMonths: Int? = nil, warrantyTo: Day? = nil, unit: String? = nil, ownership: Ownership
    ) {
        self.id = id
        self.customerId = customerId
        self.contractId = contractId
        self.orderId = orderId
        self.productId = productId
        self.description = description
        self.quantity = quantity
        self.serial = serial
        self.handedOverOn = handedOverOn
        self.warrantyMonths = warrantyMonths
        self.warrantyTo = warrantyTo
        self.unit = unit
        self.ownership = ownership
    }
}
