import GRDB
import Messages
import ServiceKit
import Store

/// Writes down one call, mail, visit… with a customer (CUS-8). Judged worth pursuing, it makes the customer prospective.
struct RecordInteraction {
    var customerId: EntityID
    var input: InteractionInput
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.interactions, .create)
        let customer = try VisibleCustomer(person: person).fetch(customerId, transaction.db)
        let ownership = try OwnershipRule(person: person, entity: .interaction)
            .forNew(given: input.ownership, parent: customer.ownership, transaction.db)
        var interaction = Interaction(
            id: transaction.newID(), customerId: customerId, ownership: ownership, at: transaction.now)
        interaction.employeeIds = [person.employee].compactMap(\.self)
        try input.apply(to: &interaction)
        try InteractionRules.contacts(of: interaction, transaction.db)
        let version = try transaction.insert(&interaction)
        try transaction.showOnTimeline(interaction)
        return version
    }
}

enum InteractionRules {
    /// Only the customer's own contacts take part.
    static func contacts(of interaction: Interaction, _ db: Database) throws {
        for (index, id) in interaction.contactIds.enumerated() {
            let isTheirs =
                try Contact.filter(Column("id") == id && Column("customerId") == interaction.customerId)
                .isEmpty(db) == false
            guard isTheirs else { throw InputError.unknownReference(path: "$.contactIds[\(index)]", entity: "contact") }
        }
    }
}

extension Transaction {
    /// The interaction's line of the timeline, in the same transaction.
    func showOnTimeline(_ interaction: Interaction) throws {
        let entry = TimelineEntry(
            .interaction, id: interaction.id, sequence: interaction.sequence, customerId: interaction.customerId,
            at: interaction.startedAt, title: interaction.channel, status: interaction.isWorthPursuing.rawValue,
            note: interaction.result ?? interaction.course ?? interaction.preparation,
            showsInterest: interaction.isWorthPursuing == .yes, ownership: interaction.ownership)
        try showOnTimeline(entry, .interaction, interaction.published.subject)
    }
}
