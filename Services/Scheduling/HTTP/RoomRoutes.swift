import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit
import Store

/// Rooms (SCH-8).
struct RoomRoutes {
    let routes: ServiceRoutes
    let now: @Sendable () -> Instant

    func add() {
        let (commands, store, now) = (routes.commands, routes.store, now)
        let rooms = routes.signedIn.group("rooms")
        rooms.get { request, context in
            let list = RoomList(request: try request.list(), person: try context.person)
            return try Response.json(try await store.read { try list.fetch($0) })
        }
        rooms.get(":id") { _, context in
            let query = RoomByID(id: try context.id(entity: "room"), person: try context.person)
            let room = try await store.read { try query.fetch($0) }
            return try Response.json(room, version: room.version)
        }
        rooms.post { request, context in
            try await commands.post(request, context, Room.Input.self, location: { "/rooms/\($0.subject.id)" }) {
                try CreateRoom(input: $1, person: $2).execute(in: $0)
            }
        }
        rooms.put(":id") { request, context in
            let id = try context.id(entity: "room")
            return try await commands.change(request, context, Room.Input.self) {
                try UpdateRoom(id: id, input: $1, person: $2, expected: $3).execute(in: $0)
            }
        }
        routes.signedIn.get("room-free-busy") { request, context in
            try context.person.require(.appointments, .view)
            let query = try Self.freeBusy(request, try context.person, now())
            return try Response.json(try await store.read { try query.fetch($0) })
        }
    }

    private static func freeBusy(_ request: Request, _ person: Person, _ now: Instant) throws -> RoomFreeBusy {
        let filters = try request.list().filters
        return RoomFreeBusy(
            rooms: try filters["rooms"].map { try rooms($0) }, branch: try request.identifier("branch"),
            places: try number(filters["places"], 1...Room.mostPlaces, RoomError.placesFilterInvalid),
            days: try request.days(
                most: RoomFreeBusy.mostDays, from: now, beside: ["rooms", "branch", "places", "minutes"]),
            minutes: try number(filters["minutes"], 1...1440, CalendarError.minutesInvalid) ?? 15, person: person)
    }

    private static func rooms(_ text: String) throws -> [EntityID] {
        let most = RoomFreeBusy.mostRooms
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).prefix(most + 1)
        let ids = parts.compactMap { EntityID(String($0)) }
        guard ids.count == parts.count, Set(ids).count == ids.count, (1...most).contains(ids.count) else {
            throw RoomError.roomsInvalid(most: most)
        }
        return ids
    }

    private static func number(_ text: String?, _ range: ClosedRange<Int>, _ error: any Error) throws -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), range.contains(number) else { throw error }
        return number
    }
}

extension RoomView: Encodable {
    private enum Keys: String, CodingKey { case version, branchName }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(branchName, forKey: .branchName)
    }
}
