import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What this service knows of a quote: the lines that a contract is made from once it is accepted.
struct QuoteCopy: CopyRecord, Codable {
    static let databaseTableName = "quoteCopy"
    var id: EntityID
    var sequence: EventSequence
    var number: String
    var opportunityId: EntityID?
    var status: QuoteStatus
    var currency: Currency
    var lines: [LineState]
    var customerId: EntityID?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    init(_ state: QuoteState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        number = state.number
        opportunityId = state.opportunityId
        status = state.status
        currency = state.currency
        lines = state.lines
        customerId = state.customerId
        branchId = state.ownership.branchId
        responsibleId = state.ownership.responsibleId
        secondResponsibleId = state.ownership.secondResponsibleId
    }
}
