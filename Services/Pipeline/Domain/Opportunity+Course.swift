import Foundation
import Messages
import Money

/// How an opportunity moves and ends (PIP-3).
extension Opportunity {
    /// To another stage, or within it to another `probability`; the stage's own where none is given.
    mutating func move(to stage: Stage, probability: Int?, at now: Instant) throws(OpportunityError) {
        try requireOpen()
        if stage.code != self.stage { stageSince = now }
        self.stage = stage.code
        self.probability = probability ?? stage.probability
        noteEdit("stage")
    }

    mutating func win(on day: Day, today: Day) throws(OpportunityError) {
        try requireOpen()
        guard day <= today else { throw .closedInFuture }
        status = .won
        probability = 100
        closedOn = day
        noteEdit("status")
    }

    mutating func lose(reason: String, to competitor: String?, on day: Day, today: Day) throws(OpportunityError) {
        try requireOpen()
        guard day <= today else { throw .closedInFuture }
        status = .lost
        probability = 0
        closedOn = day
        lostReason = reason
        lostTo = competitor
        noteEdit("status")
    }

    /// Back into `stage`.
    mutating func reopen(in stage: Stage, at now: Instant) throws(OpportunityError) {
        guard status != .open else { throw .alreadyOpen }
        status = .open
        (closedOn, lostReason, lostTo) = (nil, nil, nil)
        self.stage = stage.code
        probability = stage.probability
        stageSince = now
        noteEdit("status")
    }

    /// What the customer accepted is what is being sold: the quote's lines, currency and value become the opportunity's,
    /// unless it was won before and Contracts has been told what was sold.
    mutating func accept(_ quote: Quote) throws(OpportunityError) {
        if status == .lost { throw .lostAlready }
        if let acceptedQuoteId, acceptedQuoteId != quote.id { throw .otherQuoteAccepted(acceptedQuoteId) }
        acceptedQuoteId = quote.id
        guard status == .open else { return }
        currency = quote.currency
        lines = quote.lines.map { line in
            var line = line
            line.parentLineId = nil
            return line
        }
        expectedMinor = quote.sums.afterDiscount
        isValueFromLines = true
        noteEdit("lines")
        noteEdit("value")
    }

    mutating func noteEdit(_ name: String) { staffEdited = StaffEdits.adding(to: staffEdited, [name]) }

    func requireOpen() throws(OpportunityError) {
        guard status == .open else { throw .notOpen(status) }
    }
}
