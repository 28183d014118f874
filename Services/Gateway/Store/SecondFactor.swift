import Foundation
import GRDB
import Messages

/// An account's second factor (ACC-1), as it is kept.
struct SecondFactor: Codable, FetchableRecord, PersistableRecord, Sendable {
    static let databaseTableName = "secondFactor"
    var accountId: EntityID
    var sealedSecret: Data
    var offeredAt: Instant
    /// In force since; nothing while no code of it has been shown.
    var confirmedAt: Instant?
    /// The step of the newest code that was taken.
    var lastStep: Int64?

    static func fetch(of account: EntityID, _ db: Database) throws -> SecondFactor? {
        try filter(Column("accountId") == account).fetchOne(db)
    }

    /// The one in force.
    static func active(of account: EntityID, _ db: Database) throws -> SecondFactor? {
        try fetch(of: account, db).flatMap { $0.confirmedAt == nil ? nil : $0 }
    }

    static func remove(of account: EntityID, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM secondFactor WHERE accountId = ?", arguments: [account])
    }

    static func recoveryCodesLeft(of account: EntityID, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db, sql: "SELECT count(*) FROM recoveryCode WHERE accountId = ? AND usedAt IS NULL", arguments: [account])
            ?? 0
    }
}
