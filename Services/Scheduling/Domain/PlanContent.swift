import Foundation
import Messages
import Money

/// All that an approval of a plan is of (SCH-7): the plan and its activities with their costs, without those that were cut
/// or cancelled.
struct PlanContent: Codable, Sendable, Hashable {
    struct Line: Codable, Sendable, Hashable {
        var activityId: EntityID
        var title: String
        var description: String?
        var kind: ActivityKind
        var purpose: ActivityPurpose
        var priority: ActivityPriority
        var customerId: EntityID?
        var contactId: EntityID?
        var opportunityId: EntityID?
        var contractId: EntityID?
        var campaignId: EntityID?
        var caseId: EntityID?
        var employeeIds: [EntityID]
        var sessions: [ActivitySession]
        var plannedOn: Day?
        var recurrence: ActivityRecurrence?
        var deadline: Instant?
        var travelMinutes: Int
        var place: String?
        var plannedCosts: [PlannedCost]
    }

    /// What is planned for a budget item, in all and by month.
    struct Sum: Codable, Sendable, Hashable {
        var item: String
        var amount: Amount
        var months: [Month]
    }

    struct Month: Codable, Sendable, Hashable {
        /// `2027-03`; nothing for activities that have no day.
        var month: String?
        var amount: Amount
    }

    var planId: EntityID
    var name: String
    var description: String?
    var periodFrom: Day
    var periodTo: Day
    var ownership: Ownership
    var lines: [Line]

    init(_ plan: ActivityPlan, _ activities: [Activity]) {
        (planId, name, description) = (plan.id, plan.name, plan.description)
        (periodFrom, periodTo, ownership) = (plan.periodFrom, plan.periodTo, plan.ownership)
        lines = activities.filter { !$0.isCut && $0.status != .cancelled }.map(Line.init).sorted {
            $0.activityId < $1.activityId
        }
    }

    func hash() throws -> String { try ContentHash.of(self) }

    /// By budget item and currency. At most `ActivityPlan.mostActivities` lines name an item once, so that no sum overflows.
    var sums: [Sum] {
        var amounts: [Key: [String: Int64]] = [:]
        for line in lines {
            for cost in line.plannedCosts {
                let key = Key(item: cost.item, currency: cost.amount.currency)
                amounts[key, default: [:]][line.month ?? "", default: 0] += cost.amount.minorUnits
            }
        }
        return amounts.sorted { ($0.key.item, $0.key.currency.code) < ($1.key.item, $1.key.currency.code) }.map {
            key, months in
            Sum(
                item: key.item, amount: Amount(minorUnits: months.values.reduce(0, +), currency: key.currency),
                months: months.sorted { $0.key < $1.key }.map {
                    Month(
                        month: $0.key.isEmpty ? nil : $0.key,
                        amount: Amount(minorUnits: $0.value, currency: key.currency))
                })
        }
    }

    private struct Key: Hashable {
        var item: String
        var currency: Currency
    }
}

extension PlanContent.Line {
    init(_ activity: Activity) {
        self.init(
            activityId: activity.id, title: activity.title, description: activity.description, kind: activity.kind,
            purpose: activity.purpose, priority: activity.priority, customerId: activity.customerId,
            contactId: activity.contactId, opportunityId: activity.opportunityId, contractId: activity.contractId,
            campaignId: activity.campaignId, caseId: activity.caseId, employeeIds: activity.employeeIds,
            sessions: activity.sessions, plannedOn: activity.plannedOn, recurrence: activity.recurrence,
            deadline: activity.deadline, travelMinutes: activity.travelMinutes, place: activity.place,
            plannedCosts: activity.plannedCosts)
    }

    /// On which its money is planned: its first day, else its deadline's.
    var day: Day? {
        sessions.first.map { LocalZone.vietNam.day(of: $0.startsAt) } ?? plannedOn
            ?? deadline.map { LocalZone.vietNam.day(of: $0) }
    }

    var month: String? { day.map { String($0.description.prefix(7)) } }

    /// Its first and last day, where it has any.
    var days: [Day] {
        let zone = LocalZone.vietNam
        guard let first = sessions.map(\.startsAt).min(), let last = sessions.map(\.endsAt).max() else {
            return [plannedOn].compactMap(\.self)
        }
        return [zone.day(of: first), zone.day(of: last.adding(.milliseconds(-1)))]
    }
}

extension Activity {
    /// Whether the two differ in what an approved plan keeps: cost, time and kind.
    func differsAsPlanned(from other: Activity) -> Bool {
        kind != other.kind || sessions != other.sessions || plannedOn != other.plannedOn
            || recurrence != other.recurrence || deadline != other.deadline || plannedCosts != other.plannedCosts
            || isCut != other.isCut
    }
}
