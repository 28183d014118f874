import Foundation
import GRDB
import Messages
import Store

extension Person {
    /// The person as the service knows them at `now`: what a token says of the branch holds only until the employee is known
    /// here, for a move takes effect with its event. Nothing where the employee has left.
    public func present(at now: Instant, _ db: Database) throws -> Person? {
        var person = asking(at: now)
        if let employee {
            let known = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT branchId, isActive FROM employeeCopy WHERE id = ?"),
                arguments: [employee])
            if let known {
                guard known["isActive"] as Bool else { return nil }
                person.branch = known["branchId"]
            }
        }
        person.isOfHeadOffice =
            try person.branch.flatMap {
                try Bool.fetchOne(
                    db.cachedStatement(sql: "SELECT isHeadOffice FROM branchCopy WHERE id = ?"), arguments: [$0])
            } ?? false
        return person
    }

    /// Whoever has that account, with what its roles permit; nothing where the service does not know the account, or it may
    /// do nothing: suspended, or its employee has left.
    public static func holder(of account: EntityID, at now: Instant, _ db: Database) throws -> Person? {
        guard let known = try AccountCopy.fetchOne(db, key: account), !known.isSuspended else { return nil }
        let texts: SQLRequest<String> = """
            SELECT p.value FROM roleCopy, json_each(roleCopy.permissions) p WHERE roleCopy.code IN \(known.roles)
            """
        let permissions = Set(try texts.fetchAll(db).compactMap(Permission.init)).widest
        return try Person(
            account: account, employee: known.employeeId, branch: nil, session: account, permissions: permissions
        ).present(at: now, db)
    }
}
