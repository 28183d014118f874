import Foundation
import Messages

/// One call, mail, visit… with a customer (lần tiếp xúc), CUS-8.
struct Interaction: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    let customerId: EntityID
    var contactIds: [EntityID] = []
    var employeeIds: [EntityID] = []
    var channel: String
    var direction: InteractionState.Direction
    var startedAt: Instant
    var durationMinutes: Int?
    var preparation: String?
    var course: String?
    var result: String?
    var isWorthPursuing: Prospect
    var pursuitReason: String?
    var contactAgainOn: Day?
    var contactAgainReason: String?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    let createdAt: Instant

    static let channels = ["call", "e-mail", "letter", "fax", "meeting", "visit", "sms", "zalo", "chat"]

    init(id: EntityID, customerId: EntityID, ownership: Ownership, at now: Instant) {
        self.id = id
        self.customerId = customerId
        (channel, direction, startedAt, isWorthPursuing) = ("call", .outbound, now, .unclear)
        createdAt = now
        self.ownership = ownership
    }

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            branchId = newValue.branchId
            responsibleId = newValue.responsibleId
            secondResponsibleId = newValue.secondResponsibleId
        }
    }
}

/// The body of a creation and of an update of an interaction.
struct InteractionInput: Codable, Sendable, Hashable {
    var contactIds: [EntityID]?
    /// Whoever records it where nobody is named.
    var employeeIds: [EntityID]?
    var channel: String
    var direction: InteractionState.Direction
    /// Now where it is not given.
    var startedAt: Instant?
    var durationMinutes: Int?
    var preparation: String?
    var course: String?
    var result: String?
    var isWorthPursuing: Prospect?
    var pursuitReason: String?
    var contactAgainOn: Day?
    var contactAgainReason: String?
    var ownership: Ownership?

    func apply(to interaction: inout Interaction, _ check: InputCheck = InputCheck()) throws(InputError) {
        let channel = try check.channel(channel, "channel")
        if let minutes = durationMinutes, !(0...10_080).contains(minutes) {
            throw .notAllowed(path: check.path("durationMinutes"), allowed: .same("0–10080"))
        }
        try check.limit(contactIds?.count ?? 0, "contactIds", most: 50)
        try check.limit(employeeIds?.count ?? 0, "employeeIds", most: 50)
        interaction.channel = channel
        interaction.direction = direction
        interaction.startedAt = startedAt ?? interaction.startedAt
        interaction.durationMinutes = durationMinutes
        interaction.contactIds = contactIds ?? []
        interaction.employeeIds = employeeIds ?? interaction.employeeIds
        interaction.preparation = try check.text(preparation, "preparation", most: 10_000)
        interaction.course = try check.text(course, "course", most: 10_000)
        interaction.result = try check.text(result, "result", most: 10_000)
        interaction.isWorthPursuing = isWorthPursuing ?? .unclear
        interaction.pursuitReason = try check.text(pursuitReason, "pursuitReason", most: 1000)
        interaction.contactAgainOn = contactAgainOn
        interaction.contactAgainReason = try check.text(contactAgainReason, "contactAgainReason", most: 1000)
    }
}

extension InteractionInput {
    init(_ interaction: Interaction) {
        self.init(
            contactIds: interaction.contactIds, employeeIds: interaction.employeeIds, channel: interaction.channel,
            direction: interaction.direction, startedAt: interaction.startedAt,
            durationMinutes: interaction.durationMinutes, preparation: interaction.preparation,
            course: interaction.course, result: interaction.result, isWorthPursuing: interaction.isWorthPursuing,
            pursuitReason: interaction.pursuitReason, contactAgainOn: interaction.contactAgainOn,
            contactAgainReason: interaction.contactAgainReason, ownership: interaction.ownership)
    }
}
