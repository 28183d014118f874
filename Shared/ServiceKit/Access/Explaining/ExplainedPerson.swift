import Foundation
import GRDB
import Messages
import Store

/// About whom an explanation is asked: oneself, or with `accounts:view` another.
public enum ExplainedPerson: Sendable, Hashable {
    case oneself
    case account(EntityID)
    case employee(EntityID)

    /// Throws `forbidden` for another's without the permission, `notFound` for an account that is not known or may do
    /// nothing now.
    func person(askedBy asker: Person, _ db: Database) throws -> Person {
        if self == .oneself || self == .account(asker.account) { return asker }
        if let employee = asker.employee, self == .employee(employee) { return asker }
        try asker.requireAll(.accounts, .view)
        guard let account = try account(asker, db), let person = try Person.holder(of: account, at: asker.askedAt, db)
        else { throw CommonError.notFound(entity: AccountState.entity, id: id(asker).description) }
        return person
    }

    private func account(_ asker: Person, _ db: Database) throws -> EntityID? {
        guard case .employee(let employee) = self else { return id(asker) }
        return try EntityID.fetchOne(
            db, sql: "SELECT id FROM accountCopy WHERE employeeId = ? ORDER BY isSuspended, id", arguments: [employee])
    }

    private func id(_ asker: Person) -> EntityID {
        switch self {
        case .oneself: asker.account
        case .account(let id), .employee(let id): id
        }
    }
}

extension AccessExplanation {
    /// The answer to whoever asks. Of a record that they may not see themselves nothing is said but to who may see all
    /// accounts, for whom it is what they ask for.
    public static func answer(
        about whom: ExplainedPerson, _ entity: OwnedEntity, _ id: EntityID, to asker: Person, _ db: Database
    ) throws -> Answer {
        let person = try whom.person(askedBy: asker, db)
        if asker.scope(.accounts, .view) != .all { try RowScope(asker, entity).check(id, db) }
        return try AccessExplanation(entity: entity, id: id, person: person).fetch(db)
    }
}
