import Foundation
import Messages
import Money

/// The pursuit of one sale (cơ hội bán hàng), PIP-3. The stage belongs to *open*: it stays as it was when it ended.
struct Opportunity: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var code: String
    var name: String
    var customerId: EntityID
    var contactId: EntityID?
    var leadId: EntityID?
    var status: OpportunityStatus = .open
    var stage: String
    /// In percent: the stage's when it was entered, 100 when won, 0 when lost.
    var probability: Int
    var currency: Currency
    var lines: [LineState] = []
    /// In the currency's smallest unit: after discount, before tax.
    var expectedMinor: Int64 = 0
    /// Whether the value is the sum of the lines rather than a person's or another system's.
    var isValueFromLines = true
    var expectedCloseOn: Day?
    var startedOn: Day?
    var closedOn: Day?
    var lostReason: String?
    var lostTo: String?
    var nextStep: String?
    var source: String?
    var acceptedQuoteId: EntityID?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var externalSystem: String?
    var externalId: String?
    /// Members that staff changed since the record was made by another system or a lead's conversion.
    var staffEdited: [String] = []
    var createdAt: Instant
    /// Since when it is in its stage.
    var stageSince: Instant

    var ownership: Ownership {
        get { Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId) }
        set {
            branchId = newValue.branchId
            responsibleId = newValue.responsibleId
            secondResponsibleId = newValue.secondResponsibleId
        }
    }

    var external: ExternalReference? {
        get {
            guard let externalSystem, let externalId else { return nil }
            return ExternalReference(system: externalSystem, externalId: externalId)
        }
        set { (externalSystem, externalId) = (newValue?.system, newValue?.externalId) }
    }

    var expectedValue: Amount { Amount(minorUnits: expectedMinor, currency: currency) }
    var productIds: Set<EntityID> { Set(lines.compactMap(\.productId)) }

    /// The value as given, or as the lines have it.
    mutating func setValue(_ given: Amount?) throws(LineError) {
        isValueFromLines = given == nil
        if let given {
            expectedMinor = given.minorUnits
        } else {
            expectedMinor = try lines.net(in: currency).minorUnits
        }
    }
}
