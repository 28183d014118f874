import Foundation
import GRDB
import Messages
import Store

extension Room: EntityRecord {
    static let databaseTableName = "room"
    var published: RoomState {
        RoomState(
            id: id, code: code, name: name, branchId: branchId, places: places, note: note, isActive: isActive)
    }
}

extension Firm: EntityRecord {
    static let databaseTableName = "firm"
    var published: FirmState {
        FirmState(
            id: id, name: name, shortName: shortName, address: address, taxCode: taxCode, phone: phone, email: email,
            website: website, logo: logo, parameters: parameters)
    }

    /// As it is; nameless and with version 1 until something was entered.
    static func current(_ db: Database) throws -> Firm { try find(db) ?? .unnamed }

    fileprivate static func find(_ db: Database) throws -> Firm? { try fetchOne(db, key: Firm.onlyID) }

    static func logoBytes(_ db: Database) throws -> Data? {
        try Data.fetchOne(db, sql: "SELECT bytes FROM firmLogo")
    }
}

extension Transaction {
    /// The firm as it is kept; made where nothing was entered yet, so that its first change is version 2.
    /// Throws `changedSince` where `expected` is not what a reader was shown.
    func firm(expecting expected: EventSequence) throws -> Firm {
        let found = try Firm.find(db)
        let current = found ?? .unnamed
        guard expected == current.sequence else { throw CommonError.changedSince(current: current.sequence) }
        if let found { return found }
        var firm = Firm.unnamed
        try insert(&firm)
        return firm
    }

    /// The picture's bytes, or none any more.
    func keepLogo(_ bytes: Data?) throws {
        try db.execute(sql: "DELETE FROM firmLogo")
        guard let bytes else { return }
        try db.execute(sql: "INSERT INTO firmLogo(number, bytes) VALUES (1, ?)", arguments: [bytes])
    }
}
