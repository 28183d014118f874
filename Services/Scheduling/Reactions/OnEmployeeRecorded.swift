import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// Another system's record of an employee: of two the later wins, the same again changes nothing, and what staff edited
/// since is kept.
struct OnEmployeeRecorded {
    let fact: Inbound<EmployeeRecorded>

    func apply(in transaction: Transaction) throws -> InboundOutcome {
        let old = try transaction.find(Employee.self, fact.id)
        if let old, let recordedAt = old.recordedAt, recordedAt >= fact.time { return outcome(old, kept: []) }
        let branch = try fact.payload.branch.flatMap { try self.branch(named: $0, in: transaction) }
        var employee =
            try old
            ?? Employee(
                id: fact.id, code: transaction.nextEmployeeCode(), name: fact.payload.name, external: fact.external)
        var details = try asInvalid { () throws(EmployeeError) in try self.details(branch) }
        details.teams = try RecordedTeams(system: fact.system).codes(details.teams, in: transaction)
        let kept = try asInvalid { () throws(EmployeeError) in
            try employee.record(details, said: said, isActive: fact.payload.isActive, at: fact.time)
        }
        let movedOn = try transaction.moveDay(of: fact.id, recordedAt: fact.time)
        guard let old else {
            return InboundOutcome(try transaction.save(&employee, event: "recorded", movedOn: movedOn), kept: kept)
        }
        // A later record that says the same again is only remembered as the newest.
        guard employee.published != old.published else {
            try transaction.db.execute(
                sql: "UPDATE employee SET recordedAt = ? WHERE id = ?", arguments: [fact.time, fact.id])
            return outcome(old, kept: kept)
        }
        return InboundOutcome(
            try transaction.save(&employee, from: old, event: "recorded", movedOn: movedOn), kept: kept)
    }

    /// What is wrong with the record, as the sender named it.
    private func asInvalid<T>(_ body: () throws(EmployeeError) -> T) throws(CommonError) -> T {
        do { return try body() } catch {
            throw .invalid(code: error.code, path: path(of: error), message: error.message)
        }
    }

    private func outcome(_ employee: Employee, kept: [String]) -> InboundOutcome {
        InboundOutcome(subject: employee.published.subject, sequence: employee.sequence, kept: kept)
    }

    /// The branch of that name or code; a new one where there is none. Every service would derive the same id.
    private func branch(named text: String, in transaction: Transaction) throws -> EntityID? {
        let folded = Branch.folded(text)
        guard !folded.isEmpty else { return nil }
        let known = try EntityID.fetchOne(
            transaction.db,
            sql: "SELECT id FROM branch WHERE foldedName = ?1 OR foldedCode = ?1 ORDER BY foldedName = ?1 DESC LIMIT 1",
            arguments: [folded])
        if let known { return known }
        let id = EntityID.external(system: fact.system, entity: "branch", externalId: folded)
        var branch: Branch
        do throws(BranchError) {
            branch = try Branch(id: id, code: String(text.trimmed.prefix(100)), name: text)
        } catch {
            throw CommonError.invalid(code: error.code, path: "$.data.branch", message: error.message)
        }
        _ = try transaction.save(&branch, event: .created)
        return id
    }

    private func details(_ branch: EntityID?) throws(EmployeeError) -> EmployeeDetails {
        let payload = fact.payload
        return try EmployeeDetails(
            name: payload.name, title: payload.title, department: payload.department,
            phones: payload.phone.map { [$0] } ?? [], email: payload.email,
            managerId: payload.manager?.resolved(system: fact.system, entity: EmployeeRecorded.entity),
            branchId: branch,
            teams: payload.teams ?? [])
    }

    /// The members that the record says anything about; the others stay.
    private var said: Set<String> {
        let payload = fact.payload
        let optional: [(String, Bool)] = [
            ("title", payload.title != nil), ("department", payload.department != nil),
            ("phones", payload.phone != nil),
            ("email", payload.email != nil), ("managerId", payload.manager != nil), ("branchId", payload.branch != nil),
            ("teams", payload.teams != nil),
        ]
        return Set(["name"] + optional.filter(\.1).map(\.0))
    }

    private func path(of error: EmployeeError) -> String? {
        switch error.field {
        case "managerId": "$.data.manager"
        case let field? where field.hasPrefix("phones"): "$.data.phone"
        case let field?: "$.data.\(field)"
        case nil: nil
        }
    }
}
