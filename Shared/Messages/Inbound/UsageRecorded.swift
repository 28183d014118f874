import Foundation
import Money

/// Service that was given under a service contract (CON-8): a case that was handled, or hours of work.
public struct UsageRecorded: InboundPayload {
    public static let type = MessageType.inbound("usage", "recorded")
    public static let handler = ServiceName.contracts
    public static let entity = "usage"
    public var externalId: String
    public var contractId: EntityID?
    /// The contract's number, where its id is not known to the sender.
    public var contractNumber: String?
    public var usedOn: Day
    /// In the unit of the contract's allowance.
    public var quantity: Quantity
    public var note: String?

    public init(
        externalId: String, contractId: EntityID? = nil, contractNumber: String? = nil, usedOn: Day,
        quantity: Quantity, note: String? = nil
    ) {
        self.externalId = externalId
        self.contractId = contractId
        self.contractNumber = contractNumber
        self.usedOn = usedOn
        self.quantity = quantity
        self.note = note
    }
}
