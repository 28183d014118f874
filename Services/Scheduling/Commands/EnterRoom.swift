import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A new room; rooms are the whole firm's (SCH-8).
struct CreateRoom {
    var input: Room.Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .create)
        var room = try Room(id: transaction.newID(), input)
        try room.check(transaction.db)
        return try transaction.insert(&room)
    }
}

/// What was booked in a room stays booked, also where it is withdrawn.
struct UpdateRoom {
    var id: EntityID
    var input: Room.Input
    var person: Person
    var expected: EventSequence

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.catalogues, .edit)
        let old = try transaction.fetch(Room.self, id)
        var room = old
        try room.change(to: input)
        try room.check(transaction.db)
        return try transaction.update(&room, from: old, expected: expected)
    }
}

extension Room {
    fileprivate func check(_ db: Database) throws {
        let isTaken = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM room WHERE code = ? COLLATE NOCASE AND id != ?)",
            arguments: [code, id])
        if isTaken == true { throw RoomError.codeTaken(code: code) }
        if let branchId, try !Branch.exists(db, key: branchId) { throw RoomError.unknownBranch }
    }

    /// Throws where no appointment may newly be held in the room `id`.
    static func requireBookable(_ id: EntityID?, old: EntityID?, _ db: Database) throws {
        guard let id, id != old else { return }
        guard let room = try Room.fetchOne(db, key: id) else { throw RoomError.unknown }
        guard room.isActive else { throw RoomError.withdrawn(name: room.name) }
    }
}
