import Foundation
import Messages
import Money

/// What a person enters of an opportunity. What the ending, the stage and the quotes decide is not among it.
struct OpportunityContent: Codable, Sendable, Hashable {
    var name: String
    var customerId: EntityID
    var contactId: EntityID?
    /// VND where none is given.
    var currency: Currency?
    var lines: [LineInput]?
    /// In the same currency; the sum of the lines where none is given.
    var expectedValue: Amount?
    var expectedCloseOn: Day?
    /// Today where none is given.
    var startedOn: Day?
    var nextStep: String?
    var source: String?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var branchId: EntityID?
    static let maxValue: Int64 = 1_000_000_000_000_000

    /// The content in its stored form. Throws `CommonError` or `OpportunityError` with the place of the fault.
    func checked() throws -> OpportunityContent {
        var content = self
        content.name = try TextRule.required(name, at: "$.name")
        content.nextStep = try TextRule.optional(nextStep, at: "$.nextStep", max: 1000)
        content.source = try TextRule.optional(source, at: "$.source", max: 100)
        if let expectedValue {
            guard expectedValue.currency == currency ?? .vnd else { throw OpportunityError.otherCurrency }
            guard (0...Self.maxValue).contains(expectedValue.minorUnits) else { throw OpportunityError.valueOutOfRange }
        }
        return content
    }
}

extension Opportunity {
    /// Takes over what a person entered, with the lines already made, and remembers which members that changed.
    mutating func apply(_ content: OpportunityContent, lines: [LineState]) throws {
        let old = self
        name = content.name
        customerId = content.customerId
        contactId = content.contactId
        currency = content.currency ?? .vnd
        self.lines = lines
        try setValue(content.expectedValue)
        guard expectedMinor <= OpportunityContent.maxValue else { throw OpportunityError.valueOutOfRange }
        expectedCloseOn = content.expectedCloseOn
        startedOn = content.startedOn ?? startedOn
        nextStep = content.nextStep
        source = content.source
        noteEdits(since: old)
    }

    mutating func noteEdits(since old: Opportunity) {
        let changed: [(String, Bool)] = [
            ("name", name != old.name), ("customer", customerId != old.customerId),
            ("contact", contactId != old.contactId), ("lines", lines != old.lines || currency != old.currency),
            ("value", expectedValue != old.expectedValue), ("expectedCloseOn", expectedCloseOn != old.expectedCloseOn),
            ("startedOn", startedOn != old.startedOn), ("nextStep", nextStep != old.nextStep),
            ("source", source != old.source), ("responsible", ownership != old.ownership),
        ]
        staffEdited = StaffEdits.adding(to: staffEdited, changed.filter(\.1).map(\.0))
    }
}
