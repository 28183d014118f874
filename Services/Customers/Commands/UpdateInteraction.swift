import Messages
import ServiceKit
import Store

struct UpdateInteraction {
    var id: EntityID
    var change: (Interaction) throws -> InteractionInput
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try VisibleInteraction(person: person, action: .edit).fetch(id, transaction.db)
        guard old.sequence == expected else { throw CommonError.changedSince(current: old.sequence) }
        var interaction = old
        let input = try change(old)
        try input.apply(to: &interaction)
        try InteractionRules.contacts(of: interaction, transaction.db)
        interaction.ownership = try OwnershipRule(person: person, entity: .interaction)
            .changed(id, from: old.ownership, to: input.ownership, transaction.db)
        let version = try transaction.update(&interaction, from: old, expected: expected)
        try transaction.showOnTimeline(interaction)
        return version
    }
}

struct DeleteInteraction {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let interaction = try VisibleInteraction(person: person, action: .delete).fetch(id, transaction.db)
        let version = try transaction.delete(interaction, expected: expected)
        try TimelineEntry.remove(id, transaction.db)
        return version
    }
}
