import GRDB
import Messages
import ServiceKit

/// Whom or which branch a person names as a record's owner, and there is none such.
enum OwnershipError: FactError, Hashable {
    case unknownBranch
    case unknownEmployee(path: String)

    var facts: ErrorFacts {
        switch self {
        case .unknownBranch:
            .wrong(
                "unknown-branch", "There is no branch with this id. Choose one from the list.",
                "Không có đơn vị này. Hãy chọn trong danh sách.", "$.branchId")
        case .unknownEmployee(let path):
            .wrong(
                "unknown-employee", "There is no employee with this id. Choose one from the list.",
                "Không có nhân viên này. Hãy chọn trong danh sách.", path)
        }
    }
}

extension Ownership {
    /// Of a new record: the branch as given, else of who is responsible, else the person's own.
    ///
    /// Somebody who is not there has no branch, and is so as far away as one of a branch that the person does not reach.
    static func ofNew(
        branchId: EntityID?, responsible: EntityID?, secondResponsibleId: EntityID?, by person: Person, _ db: Database
    ) throws -> Ownership {
        let employee = try responsible.flatMap { try Employee.fetchOne(db, key: $0) }
        let isThere = employee != nil || responsible == nil || responsible == person.employee
        return Ownership(
            branchId: branchId ?? employee?.branchId ?? (isThere ? person.branch : nil), responsibleId: responsible,
            secondResponsibleId: secondResponsibleId)
    }

    /// Throws where what was named is not there. Branches and employees are Scheduling's own, so none can be on its way;
    /// asked after `RowScope.require`, so that who may not name others hears the same of those that are there.
    ///
    /// Customers are another service's: one that is not known here yet may be named, for the event about it may still be
    /// on its way. So it is in Pipeline and Contracts too.
    static func requireKnown(
        branchId: EntityID?, responsibleId: EntityID?, secondResponsibleId: EntityID?, by person: Person, _ db: Database
    ) throws {
        if let branchId, branchId != person.branch, try !Branch.exists(db, key: branchId) {
            throw OwnershipError.unknownBranch
        }
        for (id, path) in [(responsibleId, "$.responsibleId"), (secondResponsibleId, "$.secondResponsibleId")] {
            // The person's own employee need not be known here yet.
            if let id, id != person.employee, try !Employee.exists(db, key: id) {
                throw OwnershipError.unknownEmployee(path: path)
            }
        }
    }
}
