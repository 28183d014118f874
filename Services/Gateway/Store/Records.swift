import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A record that access is decided by. As its owner the Gateway hears no events of it, so it writes the copy that the
/// kit's `TokenVerifier` reads in the transaction of the record.
protocol AccessRecord: EntityRecord {
    associatedtype Copy: CopyRecord where Copy.State == State
}

extension Account: AccessRecord {
    typealias Copy = AccountCopy
    static let databaseTableName = "account"
    var published: AccountState {
        AccountState(
            id: id, signInName: signInName, employeeId: employeeId, email: email, language: language, roles: roles,
            isSuspended: isSuspended, permissionVersion: permissionVersion)
    }
}

extension Session: AccessRecord {
    typealias Copy = SessionCopy
    static let databaseTableName = "session"
    var published: SessionState { SessionState(id: id, accountId: accountId, expiresAt: tokenExpiresAt) }
}

extension SigningKey: AccessRecord {
    typealias Copy = SigningKeyCopy
    static let databaseTableName = "signingKey"
    var published: SigningKeyState { SigningKeyState(id: id, publicKey: publicKey, isRetired: isRetired) }
}

extension PasswordMail: EntityRecord {
    static let databaseTableName = "passwordMail"
    var published: PasswordMailState {
        PasswordMailState(
            id: id, signInName: signInName, email: email, language: language, sealedLink: sealedLink,
            expiresAt: expiresAt)
    }
}

extension Transaction {
    @discardableResult
    func insertWithCopy<R: AccessRecord>(_ record: inout R, event: EventName = .created) throws -> RecordVersion {
        let version = try insert(&record, event: event)
        try R.Copy(record.published, sequence: record.sequence).save(db)
        return version
    }

    @discardableResult
    func updateWithCopy<R: AccessRecord>(
        _ record: inout R, from old: R, event: EventName = .updated, expected: EventSequence? = nil
    ) throws -> RecordVersion {
        let version = try update(&record, from: old, event: event, expected: expected)
        try R.Copy(record.published, sequence: record.sequence).save(db)
        return version
    }

    @discardableResult
    func deleteWithCopy<R: AccessRecord>(_ record: R, expected: EventSequence? = nil) throws -> RecordVersion {
        let version = try delete(record, expected: expected)
        try R.Copy.filter(Column("id") == record.id).deleteAll(db)
        return version
    }
}
