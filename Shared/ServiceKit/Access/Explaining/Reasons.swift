import Foundation
import GRDB
import Messages
import Store

/// Says of a way that is known to be open why it is.
struct Reasons: Sendable {
    let person: Person
    let action: Action
    let scope: AccessScope
    let facts: RecordFacts

    func of(_ way: Way, _ db: Database) throws -> [Reason] {
        switch way {
        case .everything:
            return [Reason(way, en: "\(permission) reaches every record.", vi: "Quyền \(permission) gồm mọi bản ghi.")]
        case .everyBranch:
            return [
                Reason(
                    way, en: "\(permission) reaches all branches for the head office.",
                    vi: "Quyền \(permission) ở trụ sở chính gồm mọi đơn vị.")
            ]
        case .responsible: return [Reason(way, en: "Responsible for it.", vi: "Là người phụ trách.")]
        case .secondResponsible:
            return [Reason(way, en: "Second responsible for it.", vi: "Là người phụ trách thứ hai.")]
        case .otherOwner:
            let label = facts.entity.otherOwners?.label
            return [Reason(way, en: label?.en ?? "", vi: label?.vi ?? "")]
        case .team:
            let responsible = [facts.ownership.responsibleId, facts.ownership.secondResponsibleId]
            return try responsible.compactMap(\.self).compactMap { try colleague($0, db) }
        case .branch: return [try branch(db)]
        case .share: return try shares(way, of: facts.entity.name, facts.id, db)
        case .shareOfParent:
            guard let parent = facts.entity.parent, let parentId = facts.parentId else { return [] }
            return try shares(way, of: parent.entity, parentId, db)
        }
    }

    private var permission: Permission { Permission(facts.entity.function, action, scope) }

    /// Nothing where it is no colleague: of two who are responsible one may be.
    private func colleague(_ id: EntityID, _ db: Database) throws -> Reason? {
        let teams = try String.fetchAll(
            db,
            sql: """
                SELECT team FROM employeeTeam WHERE employeeId = ?1 AND team IN (
                  SELECT team FROM employeeTeam WHERE employeeId = ?2 UNION SELECT code FROM teamCopy WHERE leaderId = ?2)
                ORDER BY team
                """, arguments: [id, person.employee])
        let known = try EmployeeCopy.fetchOne(db, key: id)
        let isManager = known?.managerId == person.employee
        guard !teams.isEmpty || isManager else { return nil }
        let name = known?.name ?? id.description
        let list = teams.joined(separator: ", ")
        let en = [teams.isEmpty ? nil : "in the team \(list) with \(name)", isManager ? "manager of \(name)" : nil]
        let vi = [
            teams.isEmpty ? nil : "cùng nhóm \(list) với \(name)", isManager ? "là cấp trên của \(name)" : nil,
        ]
        var reason = Reason(
            .team, en: "\(Self.sentence(en)), who is responsible.", vi: "\(Self.sentence(vi)), người phụ trách.")
        (reason.teams, reason.colleagueId) = (teams, id)
        return reason
    }

    private static func sentence(_ parts: [String?]) -> String {
        let text = parts.compactMap(\.self).joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private func branch(_ db: Database) throws -> Reason {
        let name = try facts.ownership.branchId.flatMap { try BranchCopy.fetchOne(db, key: $0)?.name }
        var reason = Reason(
            .branch, en: "It is of the same branch\(name.map { " (\($0))" } ?? "").",
            vi: "Thuộc cùng đơn vị\(name.map { " (\($0))" } ?? "").")
        reason.branchId = facts.ownership.branchId
        return reason
    }

    private func shares(_ way: Way, of entity: String, _ id: EntityID, _ db: Database) throws -> [Reason] {
        let request: SQLRequest<Share> = """
            SELECT * FROM share WHERE entity = \(entity) AND recordId = \(id) AND holderId IN \(Way.holders(person))
              AND (until IS NULL OR until > \(person.askedAt)) AND access IN \(ShareAccess.covering(action) ?? [])
            ORDER BY at, id
            """
        return try request.fetchAll(db).map { share in
            let by = try share.employeeId.flatMap { try EmployeeCopy.fetchOne(db, key: $0)?.name }
            return Self.reason(way, share, by: by ?? share.accountId.description)
        }
    }

    private static func reason(_ way: Way, _ share: Share, by name: String) -> Reason {
        let what =
            way == .share ? ("Shared", "Được") : ("The record that it belongs to was shared", "Bản ghi cấp trên được")
        let purpose = share.access == .read ? ("reading", "xem") : ("writing", "sửa")
        let until = share.until.map { ("until \($0)", "đến \($0)") } ?? ("until revoked", "đến khi thu hồi")
        var reason = Reason(
            way, en: "\(what.0) by \(name) for \(purpose.0) \(until.0).",
            vi: "\(what.1) \(name) chia sẻ để \(purpose.1) \(until.1).")
        (reason.shareId, reason.access, reason.until) = (share.id, share.access, share.until)
        reason.sharedById = share.employeeId
        return reason
    }
}
