import Foundation
import GRDB
import Messages
import Store

/// What every service knows of employees, branches, accounts, ended sessions and signing keys.
public struct EmployeeCopy: CopyRecord, Codable {
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

public struct BranchCopy: CopyRecord, Codable {
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

public struct AccountCopy: CopyRecord, Codable {
    public static let databaseTableName = "accountCopy"
    public var id: EntityID
    public var sequence: EventSequence
    public var employeeId: EntityID?
    public var email: String?
    public var language: Language
    public var isSuspended: Bool
    public var permissionVersion: Int

    public init(_ state: AccountState, sequence: EventSequence) {
        id = state.id
        self.sequence = sequence
        employeeId = state.employeeId
        email = state.email
        language = state.language
        isSuspended = state.isSuspended
        permissionVersion = state.permissionVersion
    }
}

public struct SessionCopy: CopyRecord, Codable {
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

public struct SigningKeyCopy: CopyRecord, Codable {
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
    /// The copies that access is decided by, without those of the records that `service` owns itself.
    public static func access(for service: ServiceName) -> [Subscription] {
        let all: [Subscription] = [
            .copy(EmployeeCopy.self), .copy(BranchCopy.self), .copy(AccountCopy.self), .copy(SessionCopy.self),
            .copy(SigningKeyCopy.self),
        ]
        return all.filter { $0.entity.owner != service }
    }
}
