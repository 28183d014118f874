import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A new team; of the person's own branch where none is given.
struct CreateTeam {
    struct Input: Decodable, Sendable {
        /// Needed for a new team; of another it stays, and is given only to be the same.
        var code: String?
        var name: String
        var branchId: EntityID?
        var leaderId: EntityID?
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.employees, .create)
        var team = try Team(
            id: transaction.newID(), code: input.code ?? "", name: input.name,
            branchId: input.branchId ?? person.branch, leaderId: input.leaderId)
        try RowScope(person, .team, .create).require(team.ownership, transaction.db)
        guard try Team.find(foldedCode: team.foldedCode, transaction.db) == nil else {
            throw TeamError.codeTaken(code: team.code)
        }
        try team.checkReferences(from: nil, transaction.db)
        return try transaction.save(&team, event: .created)
    }
}

/// Another name, branch or leader.
struct UpdateTeam {
    var id: EntityID
    var input: CreateTeam.Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try transaction.fetch(Team.self, id)
        let scope = RowScope(person, .team, .edit)
        try scope.require(old.ownership, transaction.db)
        if let code = input.code, code.trimmed != old.code { throw TeamError.codeFixed(code: old.code) }
        var team = old
        try team.rename(input.name)
        (team.branchId, team.leaderId) = (input.branchId, input.leaderId)
        try scope.require(team.ownership, transaction.db)
        try team.checkReferences(from: old, transaction.db)
        return try transaction.save(&team, from: old, event: .updated, expected: expected)
    }
}

/// Only one without members, also of those who have left the firm, and for which nothing waits.
struct DeleteTeam {
    var id: EntityID
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let team = try transaction.fetch(Team.self, id)
        try RowScope(person, .team, .delete).require(team.ownership, transaction.db)
        let members = try TeamMembers.count(of: team.code, transaction.db)
        guard members.all == 0 else { throw TeamError.hasMembers(count: members.all, left: members.left) }
        let waiting = try WaitingActivities.count(for: id, transaction.db)
        guard waiting == 0 else { throw TeamError.hasQueue(count: waiting) }
        let version = try transaction.delete(team, expected: expected)
        try TeamCopy.deleteParts(of: id, transaction.db)
        try TeamCopy.filter(Column("id") == id).deleteAll(transaction.db)
        return version
    }
}

extension Team {
    /// What is newly named must exist; what was there before may stay.
    fileprivate func checkReferences(from old: Team?, _ db: Database) throws {
        if let branchId, branchId != old?.branchId, try !Branch.exists(db, key: branchId) {
            throw TeamError.unknownBranch
        }
        guard let leaderId, leaderId != old?.leaderId else { return }
        guard let leader = try Employee.fetchOne(db, key: leaderId) else { throw TeamError.unknownLeader }
        guard leader.isActive else { throw TeamError.leaderHasLeft }
    }
}
