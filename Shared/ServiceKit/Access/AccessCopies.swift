import Foundation
import GRDB
import Messages
import Store

/// What every service knows of employees, branches, teams, accounts, roles, ended sessions and signing keys. Nothing of it
/// is kept elsewhere, so that a change holds from the commit that brings it.
public protocol AccessCopy: CopyRecord, Codable {}

extension AccessCopy {
    public static var signal: CommitSignal? { .access }
}

public struct EmployeeCopy: AccessCopy {
    public static let databaseTableName = "employeeCopy"
    public var id: EntityID
    public var sequence: EventSequence
    public var name: String
    public var email: String?
    public var branchId: EntityID?
    public var managerId: EntityID?
    public var teams: [String]
    public var isActive: Bool

    public init(_ state: EmployeeState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        name = state.name
        email = state.email
        branchId = state.branchId
        managerId = state.managerId
        teams = state.teams
        isActive = state.isActive
    }

    /// One row per team, which scopes are looked up by.
    public func writeParts(_ db: Database) throws { try Self.writeTeams(teams, of: id, db) }

    public static func deleteParts(of id: EntityID, _ db: Database) throws { try writeTeams([], of: id, db) }

    /// Scheduling, which owns employees, keeps this table itself.
    public static func writeTeams(_ teams: [String], of id: EntityID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM employeeTeam WHERE employeeId = ?", arguments: [id])
        for team in Set(teams) {
            try db.execute(sql: "INSERT INTO employeeTeam(employeeId, team) VALUES (?, ?)", arguments: [id, team])
        }
    }
}

public struct BranchCopy: AccessCopy {
    public static let databaseTableName = "branchCopy"
    public var id: EntityID
    public var sequence: EventSequence
    public var code: String
    public var name: String
    public var isHeadOffice: Bool

    public init(_ state: BranchState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        code = state.code
        name = state.name
        isHeadOffice = state.isHeadOffice
    }
}

public struct TeamCopy: AccessCopy {
    public static let databaseTableName = "teamCopy"
    public var id: EntityID
    public var sequence: EventSequence
    public var code: String
    public var name: String
    public var branchId: EntityID?
    public var leaderId: EntityID?

    public init(_ state: TeamState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        code = state.code
        name = state.name
        branchId = state.branchId
        leaderId = state.leaderId
    }

    /// What was shared with a team that is no more is shared with nobody.
    public static func deleteParts(of id: EntityID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM share WHERE holderId = ?", arguments: [id])
    }
}

public struct AccountCopy: AccessCopy {
    public static let databaseTableName = "accountCopy"
    public var id: EntityID
    public var sequence: EventSequence
    public var employeeId: EntityID?
    public var email: String?
    public var language: Language
    public var isSuspended: Bool
    public var permissionVersion: Int
    /// The codes of its roles.
    public var roles: [String]

    public init(_ state: AccountState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        employeeId = state.employeeId
        email = state.email
        language = state.language
        isSuspended = state.isSuspended
        permissionVersion = state.permissionVersion
        roles = state.roles
    }
}

public struct RoleCopy: AccessCopy {
    public static let databaseTableName = "roleCopy"
    public var id: EntityID
    public var sequence: EventSequence
    public var code: String
    public var permissions: [String]

    public init(_ state: RoleState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        code = state.code
        permissions = state.permissions
    }
}

public struct SessionCopy: AccessCopy {
    public static let databaseTableName = "sessionCopy"
    public var id: EntityID
    public var sequence: EventSequence
    public var accountId: EntityID
    public var expiresAt: Instant

    public init(_ state: SessionState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        accountId = state.accountId
        expiresAt = state.expiresAt
    }
}

public struct SigningKeyCopy: AccessCopy {
    public static let databaseTableName = "signingKeyCopy"
    public var id: EntityID
    public var sequence: EventSequence
    public var publicKey: String
    public var isRetired: Bool

    public init(_ state: SigningKeyState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        publicKey = state.publicKey
        isRetired = state.isRetired
    }
}

extension Subscription {
    /// The copies that access is decided by, without those of the records that `service` owns itself and those that it does
    /// more with.
    static func access(for service: ServiceName, beside own: [Subscription]) -> [Subscription] {
        let all: [Subscription] = [
            .copy(EmployeeCopy.self), .copy(BranchCopy.self), .copy(TeamCopy.self), .copy(AccountCopy.self),
            .copy(RoleCopy.self), .copy(SessionCopy.self), .copy(SigningKeyCopy.self),
        ]
        return all.filter { access in
            access.entity.owner != service && !own.contains { $0.entity.entity == access.entity.entity }
        }
    }
}
