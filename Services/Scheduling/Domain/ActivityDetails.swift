import Foundation
import Messages
import Money

/// What a person enters about an activity (SCH-3), trimmed and checked.
struct ActivityDetails: Sendable, Hashable {
    struct Input: Decodable, Sendable {
        var title: String
        var description: String?
        var kind: ActivityKind
        var purpose: ActivityPurpose?
        var origin: ActivityOrigin?
        var customerId: EntityID?
        var contactId: EntityID?
        var opportunityId: EntityID?
        var contractId: EntityID?
        var projectId: EntityID?
        var campaignId: EntityID?
        var caseId: EntityID?
        /// The person who asks where nobody is named.
        var employeeIds: [EntityID]?
        /// The team in whose queue it waits where nobody is named.
        var teamId: EntityID?
        var sessions: [ActivitySession]?
        var plannedOn: Day?
        var recurrence: ActivityRecurrence?
        var deadline: Instant?
        var priority: ActivityPriority?
        var travelMinutes: Int?
        var place: String?
        var plannedCosts: [PlannedCost]?
    }

    var title: String
    var description: String?
    var kind: ActivityKind
    var purpose: ActivityPurpose
    var origin: ActivityOrigin
    var customerId: EntityID?
    var contactId: EntityID?
    var opportunityId: EntityID?
    var contractId: EntityID?
    var projectId: EntityID?
    var campaignId: EntityID?
    var caseId: EntityID?
    /// None while it waits in a queue.
    var employeeIds: [EntityID]
    var teamId: EntityID?
    var sessions: [ActivitySession]
    var plannedOn: Day?
    var recurrence: ActivityRecurrence?
    var deadline: Instant?
    var priority: ActivityPriority
    var travelMinutes: Int
    var place: String?
    var plannedCosts: [PlannedCost]

    static let mostSessions = 30
    static let mostCosts = 20

    init(_ input: Input, by employee: EntityID?) throws(ActivityError) {
        guard let title = try Self.text(input.title, "title", most: 300) else {
            throw .textInvalid(field: "title", most: 300)
        }
        self.title = title
        description = try Self.text(input.description, "description", most: 4000)
        place = try Self.text(input.place, "place", most: 500)
        (kind, purpose, origin) = (input.kind, input.purpose ?? .other, input.origin ?? .request)
        (customerId, contactId) = (input.customerId, input.contactId)
        (opportunityId, contractId) = (input.opportunityId, input.contractId)
        projectId = input.projectId
        (campaignId, caseId) = (input.campaignId, input.caseId)
        guard contactId == nil || customerId != nil else { throw .contactWithoutCustomer }
        var each: [EntityID] = []
        let nobody = input.teamId == nil ? [employee].compactMap(\.self) : []
        for id in input.employeeIds ?? nobody where !each.contains(id) { each.append(id) }
        guard ((input.teamId == nil ? 1 : 0)...50).contains(each.count) else { throw .employeesMissing }
        (employeeIds, teamId) = (each, input.teamId)
        sessions = try Self.sessions(input.sessions ?? [], "sessions")
        guard input.plannedOn == nil || sessions.isEmpty else { throw .plannedDayWithSessions }
        (plannedOn, deadline, priority) = (input.plannedOn, input.deadline, input.priority ?? .medium)
        recurrence = input.recurrence
        travelMinutes = input.travelMinutes ?? 0
        guard (0...1440).contains(travelMinutes) else { throw .travelInvalid }
        plannedCosts = try Self.costs(input.plannedCosts ?? [])
    }

    /// By start; on whole minutes, each as long as an appointment may be.
    static func sessions(_ sessions: [ActivitySession], _ field: String) throws(ActivityError) -> [ActivitySession] {
        guard sessions.count <= mostSessions else { throw .tooMany(field: field, most: mostSessions) }
        for (index, session) in sessions.enumerated() {
            let length = session.endsAt.since(session.startsAt)
            guard length >= Appointment.shortest, length <= Appointment.longest,
                session.startsAt.milliseconds % 60_000 == 0, session.endsAt.milliseconds % 60_000 == 0,
                FirmTime.years.contains(LocalZone.vietNam.day(of: session.startsAt).year)
            else { throw .sessionInvalid(path: "$.\(field)[\(index)]") }
        }
        return sessions.sorted { ($0.startsAt, $0.endsAt) < ($1.startsAt, $1.endsAt) }
    }

    static func costs(_ costs: [PlannedCost]) throws(ActivityError) -> [PlannedCost] {
        guard costs.count <= mostCosts else { throw .tooMany(field: "plannedCosts", most: mostCosts) }
        var read: [PlannedCost] = []
        for (index, cost) in costs.enumerated() {
            guard let item = try text(cost.item, "plannedCosts[\(index)].item", most: 100) else {
                throw .textInvalid(field: "plannedCosts[\(index)].item", most: 100)
            }
            guard cost.amount.minorUnits >= 0, cost.amount.minorUnits <= 1_000_000_000_000_000 else {
                throw .costInvalid(path: "$.plannedCosts[\(index)].amount")
            }
            guard !read.contains(where: { $0.item == item && $0.amount.currency == cost.amount.currency }) else {
                throw .costTwice(path: "$.plannedCosts[\(index)].item")
            }
            read.append(PlannedCost(item: item, amount: cost.amount))
        }
        return read
    }

    static func text(_ text: String?, _ field: String, most: Int) throws(ActivityError) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= most else { throw .textInvalid(field: field, most: most) }
        return text
    }
}
