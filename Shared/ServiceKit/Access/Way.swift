import Foundation
import GRDB
import Messages
import Store

/// One way in which a record may be within a person's reach. `RowScope` asks for any of them, an explanation for each: both
/// by the same conditions.
enum Way: String, Sendable, Hashable, CaseIterable {
    case everything
    /// Of all branches, for the head office.
    case everyBranch = "every-branch"
    case responsible
    case secondResponsible = "second-responsible"
    case otherOwner = "other-owner"
    case team
    case branch
    case share
    /// Of the record that this one hangs on.
    case shareOfParent = "share-of-parent"

    /// Those that hang on the ownership alone, and so hold for a record that is not there yet.
    var isByOwnership: Bool { self != .otherOwner && !isByShare }
    var isByShare: Bool { self == .share || self == .shareOfParent }

    /// What a permission of that scope opens to the person; each scope holds what the narrower ones hold.
    static func open(to person: Person, _ scope: AccessScope, _ action: Action, of entity: OwnedEntity) -> [Way] {
        if scope == .all { return [.everything] }
        if scope == .branch, person.isOfHeadOffice { return [.everyBranch] }
        var ways: [Way] = []
        if person.employee != nil {
            ways += [.responsible, .secondResponsible]
            if entity.otherOwners != nil { ways.append(.otherOwner) }
            if scope >= .team { ways.append(.team) }
        }
        if scope >= .branch { ways.append(.branch) }
        guard ShareAccess.covering(action) != nil, person.employee != nil || person.branch != nil else { return ways }
        if entity.isShareable { ways.append(.share) }
        if entity.parent != nil { ways.append(.shareOfParent) }
        return ways
    }

    /// Whether a row of the entity's table, or of an alias of it, is in reach in this way.
    func condition(_ alias: String, _ person: Person, _ action: Action, of entity: OwnedEntity) -> SQL {
        let column = { (name: String) in SQL(sql: "\(alias).\(name)") }
        switch self {
        case .everything, .everyBranch: return "1"
        case .responsible: return "\(column("responsibleId")) = \(person.employee)"
        case .secondResponsible: return "\(column("secondResponsibleId")) = \(person.employee)"
        case .otherOwner:
            guard let others = entity.otherOwners, let employee = person.employee else { return "0" }
            return others.condition(SQL(sql: alias), employee)
        case .team:
            let colleagues = Self.colleagues(of: person)
            return "\(column("responsibleId")) IN \(colleagues) OR \(column("secondResponsibleId")) IN \(colleagues)"
        case .branch: return "\(column("branchId")) IS \(person.branch)"
        case .share: return "\(column("id")) IN \(Self.shared(entity.name, with: person, action))"
        case .shareOfParent:
            guard let parent = entity.parent else { return "0" }
            return "\(column(parent.column)) IN \(Self.shared(parent.entity, with: person, action))"
        }
    }

    /// Those of the person's teams and of the teams that the person leads, and those whose manager the person is.
    private static func colleagues(of person: Person) -> SQL {
        """
        (SELECT employeeId FROM employeeTeam WHERE team IN (
           SELECT team FROM employeeTeam WHERE employeeId = \(person.employee)
           UNION SELECT code FROM teamCopy WHERE leaderId = \(person.employee))
         UNION SELECT id FROM employeeCopy WHERE managerId = \(person.employee))
        """
    }

    /// The ids of records that are shared with the person for the action.
    private static func shared(_ entity: String, with person: Person, _ action: Action) -> SQL {
        """
        (SELECT recordId FROM share WHERE entity = \(entity) AND holderId IN \(holders(person))
           AND (until IS NULL OR until > \(person.askedAt)) AND access IN \(ShareAccess.covering(action) ?? []))
        """
    }

    /// The ids under which something may be shared with the person: their own, their branch's, their teams'. NULL, where
    /// there is no branch, holds nothing.
    static func holders(_ person: Person) -> SQL {
        guard let employee = person.employee else { return "(SELECT \(person.branch))" }
        return """
            (SELECT \(employee) UNION ALL SELECT \(person.branch)
             UNION ALL SELECT id FROM teamCopy WHERE leaderId = \(employee) OR code IN (
               SELECT team FROM employeeTeam WHERE employeeId = \(employee)))
            """
    }
}
