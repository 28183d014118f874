import Foundation
import GRDB
import Messages
import Store

/// Which rows a person's permission reaches, as a condition in SQL: the one place where scopes are applied (ACC-2).
public struct RowScope: Sendable {
    private let person: Person
    private let function: Function
    private let action: Action

    public init(_ person: Person, _ function: Function, _ action: Action = .view) {
        self.person = person
        self.function = function
        self.action = action
    }

    /// A condition for a table, or its alias, with the columns `branchId`, `responsibleId`, `secondResponsibleId`.
    /// It is false for all rows where the permission is lacking.
    public func condition(_ alias: String) -> SQL {
        let responsible = Self.column(alias, "responsibleId")
        let second = Self.column(alias, "secondResponsibleId")
        switch person.scope(function, action) {
        case nil: return "0"
        case .all: return "1"
        case .own: return own(responsible, second)
        case .team:
            return """
                (\(own(responsible, second)) OR \(responsible) IN \(colleagues) OR \(second) IN \(colleagues))
                """
        case .branch:
            let branch = Self.column(alias, "branchId")
            return "(\(own(responsible, second)) OR \(branch) IS \(person.branch))"
        }
    }

    /// Throws `CommonError.notFound` for a row out of reach, so that its existence is not given away; `forbidden`
    /// where the person may see it but not do this.
    public func check(_ ownership: Ownership, entity: String, id: EntityID, _ db: Database) throws {
        if try reaches(ownership, db) { return }
        if action != .view, try RowScope(person, function, .view).reaches(ownership, db) {
            throw CommonError.forbidden(function: function.rawValue, action: action.rawValue)
        }
        throw CommonError.notFound(entity: entity, id: id.description)
    }

    /// Whether a row of that ownership is within reach.
    public func reaches(_ ownership: Ownership, _ db: Database) throws -> Bool {
        let request: SQLRequest<Bool> = """
            SELECT \(condition("o")) FROM (SELECT \(ownership.branchId) AS branchId,
              \(ownership.responsibleId) AS responsibleId, \(ownership.secondResponsibleId) AS secondResponsibleId) o
            """
        return try request.fetchOne(db) ?? false
    }

    private func own(_ responsible: SQL, _ second: SQL) -> SQL {
        guard let employee = person.employee else { return "0" }
        return "(\(responsible) = \(employee) OR \(second) = \(employee))"
    }

    /// Those of the person's teams, and those whose manager the person is.
    private var colleagues: SQL {
        """
        (SELECT employeeId FROM employeeTeam
           WHERE team IN (SELECT team FROM employeeTeam WHERE employeeId = \(person.employee))
         UNION SELECT id FROM employeeCopy WHERE managerId = \(person.employee))
        """
    }

    private static func column(_ alias: String, _ name: String) -> SQL { SQL(sql: "\(alias).\(name)") }
}
