import Messages
import Money

/// The body of a creation and of an update of a case.
struct CaseInput: Codable, Sendable, Hashable {
    var kind: CaseKind
    var contactId: EntityID?
    var productId: EntityID?
    var serialNumber: String?
    var channel: String
    /// Medium where it is not given.
    var priority: ActivityPriority?
    var title: String
    var description: String?
    /// Only of one that is resolved.
    var resolution: String?
    var serviceContractId: EntityID?
    var hoursSpent: Quantity?
    var ownership: Ownership?

    static let mostHours = Quantity(scaled: 10_000 * 10_000)

    /// Of one that is finished only what was done and what covers it can be corrected.
    func apply(to record: inout SupportCase, _ levels: ServiceLevels, _ check: InputCheck = InputCheck()) throws {
        let before = record
        record.kind = kind
        (record.contactId, record.productId) = (contactId, productId)
        record.serialNumber = try check.text(serialNumber, "serialNumber", most: 100)
        record.channel = try check.channel(channel, "channel")
        record.become(priority ?? .medium, levels)
        record.title = try check.required(title, "title", most: 300)
        record.description = try check.text(description, "description", most: 10_000)
        let resolution = try check.text(resolution, "resolution", most: 10_000)
        let hours = try check.hours(hoursSpent, "hoursSpent")
        if before.isFinished {
            guard record == before else { throw CaseError.finished }
            guard let resolution else { throw InputError.missing(path: check.path("resolution")) }
            record.resolution = resolution
        } else if resolution != nil {
            throw CaseError.notResolved
        }
        record.hoursSpent = hours
    }
}

extension CaseInput {
    init(_ record: SupportCase) {
        self.init(
            kind: record.kind, contactId: record.contactId, productId: record.productId,
            serialNumber: record.serialNumber, channel: record.channel, priority: record.priority, title: record.title,
            description: record.description, resolution: record.resolution,
            serviceContractId: record.serviceContractId, hoursSpent: record.hoursSpent, ownership: record.ownership)
    }
}

extension InputCheck {
    func channel(_ value: String, _ member: String) throws(InputError) -> String {
        let channel = value == "email" ? "e-mail" : value
        guard Interaction.channels.contains(channel) else {
            throw .notAllowed(path: path(member), allowed: .same(Interaction.channels.joined(separator: ", ")))
        }
        return channel
    }

    func hours(_ value: Quantity?, _ member: String) throws(InputError) -> Quantity? {
        guard let value else { return nil }
        guard value >= .zero, value <= CaseInput.mostHours else {
            throw .notAllowed(path: path(member), allowed: .same("0–10000"))
        }
        return value
    }
}
