import Foundation
import GRDB
import Messages
import ServiceKit
import Store
import WorkingTime

/// All rooms: whoever may see appointments may see where they can be (SCH-8).
struct RoomList {
    var request: ListRequest
    var person: Person

    func fetch(_ db: Database) throws -> Page<RoomView> {
        try person.require(.appointments, .view)
        var query = PagedQuery(
            "room", sorts: ["name": "fold(room.name)", "code": "room.code", "places": "room.places"],
            defaultSort: "name")
        if let search = request.search {
            let pattern = "%" + TextFolding.fold(search.trimmed) + "%"
            query.filter("fold(room.name) LIKE \(pattern) OR fold(room.code) LIKE \(pattern)")
        }
        try query.filter(request, "branch", EntityID.self) { "room.branchId = \($0)" }
        try query.filter(request, "places") { Int($0).map { "room.places >= \($0)" } }
        try query.filter(request, "active", Bool.self) { "room.isActive = \($0)" }
        let page = try query.fetch(Room.self, request, db)
        let branches = try NameTable.branches(page.items.compactMap(\.branchId), db)
        return page.map { RoomView($0, branches) }
    }
}

struct RoomByID {
    var id: EntityID
    var person: Person

    func fetch(_ db: Database) throws -> RoomView {
        try person.require(.appointments, .view)
        guard let room = try Room.fetchOne(db, key: id) else {
            throw CommonError.notFound(entity: RoomState.entity, id: id.description)
        }
        return RoomView(room, try NameTable.branches([room.branchId].compactMap(\.self), db))
    }
}

struct RoomView: Sendable {
    var state: RoomState
    var version: EventSequence
    var branchName: String?

    fileprivate init(_ room: Room, _ branches: [EntityID: String]) {
        (state, version) = (room.published, room.sequence)
        branchName = room.branchId.flatMap { branches[$0] }
    }
}

/// When rooms are taken, without what by, and when each is free while the firm works (SCH-8).
struct RoomFreeBusy {
    /// All that are booked still where none are named.
    var rooms: [EntityID]?
    var branch: EntityID?
    var places: Int?
    var days: ClosedRange<Day>
    /// Free times shorter than this are of no use.
    var minutes: Int
    var person: Person
    static let mostRooms = 100
    static let mostDays = 62

    struct Line: Encodable, Sendable {
        var roomId: EntityID
        var name: String
        var branchId: EntityID?
        var places: Int
        var busy: [FreeBusy.Span]
        var free: [FreeBusy.Span]
    }

    struct Result: Encodable, Sendable {
        var rooms: [Line]
        /// There are more rooms than are shown.
        var isCut: Bool
    }

    func fetch(_ db: Database) throws -> Result {
        let found = try self.found(db)
        let zone = LocalZone.vietNam
        let span = TimeSpan(
            startsAt: zone.instant(of: days.lowerBound), endsAt: zone.instant(of: days.upperBound.adding(days: 1)))
        let working = try WorkingTimes(of: [], in: span, db).firm.workingTime(in: span.interval)
        let shown = found.prefix(Self.mostRooms)
        let bookings = Dictionary(grouping: try Booking.busy(shown.map(\.id), in: span, db), by: \.partyId)
        let lines = shown.map { room in
            let busy = IntervalSet((bookings[room.id] ?? []).map(\.span.interval)).clipped(to: span.interval)
            let free = working.subtracting(busy).droppingShorter(than: minutes)
            return Line(
                roomId: room.id, name: room.name, branchId: room.branchId, places: room.places,
                busy: busy.intervals.map(FreeBusy.Span.init), free: free.intervals.map(FreeBusy.Span.init))
        }
        return Result(rooms: lines, isCut: found.count > shown.count)
    }

    private func found(_ db: Database) throws -> [Room] {
        let named: SQL = rooms.map { "room.id IN \($0)" } ?? "room.isActive"
        let ofBranch: SQL = branch.map { "room.branchId = \($0)" } ?? "1"
        let request: SQLRequest<Room> = """
            SELECT * FROM room WHERE \(named) AND \(ofBranch) AND room.places >= \(places ?? 1)
            ORDER BY fold(room.name), room.id LIMIT \(Self.mostRooms + 1)
            """
        let found = try request.fetchAll(db)
        if let missing = rooms?.first(where: { id in !found.contains { $0.id == id } }), branch == nil, places == nil {
            throw CommonError.notFound(entity: RoomState.entity, id: missing.description)
        }
        return found
    }
}
