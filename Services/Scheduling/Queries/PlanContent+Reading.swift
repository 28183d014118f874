import Foundation
import GRDB
import Messages
import Money

/// What is read beside a plan's content; no part of what an approval is of.
extension PlanContent {
    /// What another content has of an activity that this one has not, or the other way round.
    struct Change: Encodable, Sendable, Hashable {
        enum Kind: String, Encodable, Sendable { case added, removed, changed }

        var activityId: EntityID
        var title: String
        var change: Kind
        /// Which of its members differ.
        var members: [String]
    }

    /// In all, one for each currency.
    var totals: [Amount] {
        let units = sums.reduce(into: [Currency: Int64]()) {
            $0[$1.amount.currency, default: 0] += $1.amount.minorUnits
        }
        return units.map { Amount(minorUnits: $0.value, currency: $0.key) }.sorted {
            $0.currency.code < $1.currency.code
        }
    }

    /// What became of the activities since `old`, in the order of their titles.
    func changes(since old: PlanContent) -> [Change] {
        let before = Dictionary(uniqueKeysWithValues: old.lines.map { ($0.activityId, $0) })
        let after = Set(lines.map(\.activityId))
        let kept = lines.compactMap { line -> Change? in
            guard let known = before[line.activityId] else { return Change(line, .added) }
            let members = Self.members.filter { $0.differs(line, known) }.map(\.name)
            return members.isEmpty ? nil : Change(line, .changed, members)
        }
        return (kept + old.lines.filter { !after.contains($0.activityId) }.map { Change($0, .removed) }).sorted {
            ($0.title, $0.activityId) < ($1.title, $1.activityId)
        }
    }

    /// What the employees, customers, opportunities, contracts, cases and budget items in it are called, by their ids and codes.
    func names(_ db: Database) throws -> [String: String] {
        let ownership = [ownership.responsibleId, ownership.secondResponsibleId].compactMap(\.self)
        let employees = try NameTable.employees(lines.flatMap(\.employeeIds) + ownership, db)
        let customers = try NameTable.customers(lines.compactMap(\.customerId), db)
        let codes = Set(lines.flatMap { $0.plannedCosts.map(\.item) })
        let items: SQLRequest<Row> = "SELECT code, name FROM budgetItem WHERE code IN \(codes)"
        var names = Dictionary(
            uniqueKeysWithValues: try items.fetchAll(db).map { ($0["code"] as String, $0["name"] as String) })
        let opportunities = try NameTable.opportunities(lines.compactMap(\.opportunityId), db)
        let contracts = try NameTable.contracts(lines.compactMap(\.contractId), db)
        let cases = try NameTable.cases(lines.compactMap(\.caseId), db)
        for table in [employees, customers, opportunities, contracts, cases] {
            for (id, name) in table { names[id.description] = name }
        }
        return names
    }

    private struct Member: Sendable {
        let name: String
        let differs: @Sendable (Line, Line) -> Bool
    }

    private static let members = [
        Member(name: "title") { $0.title != $1.title },
        Member(name: "description") { $0.description != $1.description },
        Member(name: "kind") { $0.kind != $1.kind },
        Member(name: "purpose") { $0.purpose != $1.purpose },
        Member(name: "priority") { $0.priority != $1.priority },
        Member(name: "customerId") { $0.customerId != $1.customerId },
        Member(name: "contactId") { $0.contactId != $1.contactId },
        Member(name: "opportunityId") { $0.opportunityId != $1.opportunityId },
        Member(name: "contractId") { $0.contractId != $1.contractId },
        Member(name: "campaignId") { $0.campaignId != $1.campaignId },
        Member(name: "caseId") { $0.caseId != $1.caseId },
        Member(name: "employeeIds") { $0.employeeIds != $1.employeeIds },
        Member(name: "sessions") { $0.sessions != $1.sessions },
        Member(name: "plannedOn") { $0.plannedOn != $1.plannedOn },
        Member(name: "recurrence") { $0.recurrence != $1.recurrence },
        Member(name: "deadline") { $0.deadline != $1.deadline },
        Member(name: "travelMinutes") { $0.travelMinutes != $1.travelMinutes },
        Member(name: "place") { $0.place != $1.place },
        Member(name: "plannedCosts") { $0.plannedCosts != $1.plannedCosts },
    ]
}

extension PlanContent.Change {
    fileprivate init(_ line: PlanContent.Line, _ change: Kind, _ members: [String] = []) {
        self.init(activityId: line.activityId, title: line.title, change: change, members: members)
    }
}
