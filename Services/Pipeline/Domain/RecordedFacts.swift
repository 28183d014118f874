import Foundation
import Messages
import Money

/// What another system says of an opportunity, in Quen's terms.
struct RecordedFacts: Sendable, Hashable {
    var name: String
    var customerId: EntityID
    var status: OpportunityStatus
    var stage: Stage
    var currency: Currency
    var lines: [LineState]
    /// The value of the lines where none is given.
    var value: Amount?
    var startedOn: Day?
    var closedOn: Day?
    /// Nothing where the other system does not say who is responsible.
    var ownership: Ownership?
}

extension Opportunity {
    /// Takes the facts over, except for members that staff changed since. Those that differ are returned: they were kept.
    mutating func apply(_ facts: RecordedFacts) throws -> [String] {
        var new = self
        new.currency = facts.currency
        new.lines = facts.lines
        try new.setValue(facts.value)
        let (lines, value) = (new.lines, (new.expectedMinor, new.isValueFromLines))
        var kept: [String] = []
        func take(_ names: Set<String>, _ isSame: Bool, _ assign: (inout Opportunity) -> Void) {
            guard !isSame else { return }
            if let name = names.intersection(staffEdited).min() { kept.append(name) } else { assign(&self) }
        }
        take(["name"], facts.name == name) { $0.name = facts.name }
        take(["customer"], facts.customerId == customerId) { $0.customerId = facts.customerId }
        take(
            ["lines", "value"],
            lines == self.lines && value == (expectedMinor, isValueFromLines) && facts.currency == currency
        ) {
            $0.currency = facts.currency
            $0.lines = lines
            ($0.expectedMinor, $0.isValueFromLines) = value
        }
        take(["startedOn"], facts.startedOn == startedOn) { $0.startedOn = facts.startedOn }
        take(["status", "stage"], isAt(facts)) { $0.stand(at: facts) }
        if let ownership = facts.ownership {
            take(["responsible"], ownership.responsibleId == responsibleId) { $0.ownership = ownership }
        }
        return kept
    }

    private func isAt(_ facts: RecordedFacts) -> Bool {
        var other = self
        other.stand(at: facts)
        return other == self
    }

    private mutating func stand(at facts: RecordedFacts) {
        status = facts.status
        stage = facts.stage.code
        closedOn = facts.status == .open ? nil : facts.closedOn
        probability =
            switch facts.status {
            case .open: facts.stage.probability
            case .won: 100
            case .lost: 0
            }
    }
}
