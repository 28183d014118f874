import Foundation
import Messages
import ServiceKit
import Store

/// Shuts an account out at once, until a time or for good: its sessions end and no service takes its tokens.
struct SuspendAccount {
    var id: EntityID
    var reason: String?
    var until: Instant?
    /// Whoever shuts somebody out must administer as much as that one.
    var by: Person?

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let roles = try transaction.fetch(Account.self, id).roles
        try by?.permissions.requireAdministrativeStanding(over: Role.permissions(of: roles, transaction.db))
        let version = try suspend(in: transaction)
        try Account.checkSomeAdministratorIsLeft(transaction.db)
        return version
    }

    /// Whoever is left.
    fileprivate func suspend(in transaction: Transaction) throws -> RecordVersion {
        var account = try transaction.fetch(Account.self, id)
        let old = account
        try account.suspend(until: until, because: reason, at: transaction.now)
        let version = try transaction.updateWithCopy(&account, from: old, event: "suspended")
        try transaction.setTimers(
            kind: ResumeAccount.due, subject: version.subject,
            to: until.map { [TimerPlan(occurrence: "until|\($0)", dueAt: $0, payload: "{}")] } ?? [])
        try EndSession.all(of: id, reason: .accountSuspended, in: transaction)
        try transaction.audit(
            "account suspended", subject: version.subject.description,
            details: ["reason": reason ?? "", "until": until?.description ?? ""])
        return version
    }
}

/// Shuts out for good who has left the firm, also the last administrator: then whoever runs the Gateway makes another, by
/// the link of its next start.
struct SuspendLeaver {
    var employee: EntityID

    func execute(in transaction: Transaction) throws {
        guard let account = try Account.of(employee: employee, transaction.db) else { return }
        guard !account.isSuspended || account.suspendedUntil != nil else { return }
        _ = try SuspendAccount(id: account.id, reason: Account.leaver).suspend(in: transaction)
    }
}
