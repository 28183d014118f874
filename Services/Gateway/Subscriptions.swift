import Foundation
import ServiceKit
import Store

/// What the Gateway listens to beyond branches, which the kit keeps copies of for every service; and what it does when a
/// time comes.
enum GatewaySubscriptions {
    static let events: [Subscription] = [
        .copy(EmployeeCopy.self) { try OnEmployee(employee: $1).react(in: $0) }
    ]

    /// Every service's audit is gathered here (ACC-5).
    static let audits = AuditGathering(
        take: { try OnAuditRecorded(page: $1, source: $2).react(in: $0) },
        known: { try AuditTrail.known(of: $1, $0.db) })

    static let timers: [TimerHandler] = [
        TimerHandler(PublishSigningKey.retire) { try OnSigningKeyDue(timer: $1).react(in: $0) },
        TimerHandler(ResumeAccount.due) { try OnSuspensionOver(timer: $1).react(in: $0) },
    ]

    /// The records that others' copies of are kept whole from here.
    static let owned: [OwnedRecords] = [
        .of(Account.self), .of(Role.self), .of(Session.self), .of(SigningKey.self), .of(PasswordMail.self),
    ]
}
