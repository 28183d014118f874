import Foundation
import Messages
import Money

/// What a person enters of a quote. With an opportunity, what is left out follows from it.
struct QuoteContent: Codable, Sendable, Hashable {
    var opportunityId: EntityID?
    /// Needed without an opportunity.
    var customerId: EntityID?
    var contactId: EntityID?
    var currency: Currency?
    var lines: [LineInput]?
    /// As many days from today as the parameter `quote-validity` says where none is given.
    var validUntil: Day?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var branchId: EntityID?
}
