import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What waits in a team's queue (SCH-9), in the order in which it is taken.
enum WaitingActivities {
    /// As the index on it says, so that the next one is found without looking at the rest.
    static let place = "activity.priorityRank * 100000000000000 + activity.queuedAt"
    static let condition =
        "activity.queuedAt IS NOT NULL AND activity.takenAt IS NULL AND activity.status IN ('new', 'unscheduled') AND NOT activity.isCut"

    static func next(of team: EntityID, _ db: Database) throws -> Activity? {
        try Activity.fetchOne(
            db,
            sql: """
                SELECT activity.* FROM activity WHERE activity.teamId = ? AND \(condition)
                ORDER BY \(place), activity.id LIMIT 1
                """, arguments: [team])
    }

    /// How many wait for a team, those that wait for an earlier step of their chain too.
    static func count(for team: EntityID, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM activity
                WHERE teamId = ? AND takenAt IS NULL AND status IN ('new', 'unscheduled')
                """, arguments: [team]) ?? 0
    }
}

/// The queues within the person's reach, with how much waits in each and how long.
struct QueueList {
    var request: ListRequest
    var person: Person
    var now: Instant

    struct Line: Encodable, Sendable {
        var id: EntityID
        var code: String
        var name: String
        var waiting: Int
        /// Of which are of high or very high priority.
        var urgent: Int
        var oldestQueuedAt: Instant?
        var longestWaitMinutes: Int?
    }

    func fetch(_ db: Database) throws -> Page<Line> {
        try person.require(.activities, .view)
        var query = PagedQuery(
            "team", sorts: ["name": "team.foldedName", "code": "team.foldedCode"], defaultSort: "name")
        query.filter(RowScope(person, .queue).condition("team"))
        if let search = request.search {
            let pattern = "%" + Branch.folded(search) + "%"
            query.filter("team.foldedName LIKE \(pattern) OR team.foldedCode LIKE \(pattern)")
        }
        let page = try query.fetch(Team.self, request, db)
        let teams = page.items.map(\.id)
        let counted: SQLRequest<Row> = """
            SELECT activity.teamId, count(*) AS waiting, sum(activity.priorityRank < 2) AS urgent,
              min(activity.queuedAt) AS oldest
            FROM activity WHERE activity.teamId IN \(teams) AND \(SQL(sql: WaitingActivities.condition))
            GROUP BY activity.teamId
            """
        let rows = Dictionary(
            uniqueKeysWithValues: try counted.fetchAll(db).map { ($0["teamId"] as EntityID, $0) })
        return page.map { team in
            let oldest: Instant? = rows[team.id]?["oldest"]
            return Line(
                id: team.id, code: team.code, name: team.name, waiting: rows[team.id]?["waiting"] ?? 0,
                urgent: rows[team.id]?["urgent"] ?? 0, oldestQueuedAt: oldest,
                longestWaitMinutes: oldest.map { now.minutes(since: $0) })
        }
    }
}

/// One queue, whoever is within reach of it: next first.
struct QueuedActivities {
    var teamId: EntityID
    var request: ListRequest
    var person: Person
    var now: Instant

    struct Line: Encodable, Sendable {
        var id: EntityID
        var version: EventSequence
        var title: String
        var kind: ActivityKind
        var priority: ActivityPriority
        var customerId: EntityID?
        var customerName: String?
        var deadline: Instant?
        var queuedAt: Instant?
        var waitedMinutes: Int
    }

    func fetch(_ db: Database) throws -> Page<Line> {
        try person.require(.activities, .view)
        try RowScope(person, .queue).check(teamId, db)
        var query = PagedQuery("activity", sorts: ["place": WaitingActivities.place], defaultSort: "place")
        query.filter("activity.teamId = \(teamId) AND \(SQL(sql: WaitingActivities.condition))")
        let page = try query.fetch(Activity.self, request, db)
        let names = try NameTable.customers(page.items.compactMap(\.customerId), db)
        return page.map { activity in
            Line(
                id: activity.id, version: activity.sequence, title: activity.title, kind: activity.kind,
                priority: activity.priority, customerId: activity.customerId,
                customerName: activity.customerId.flatMap { names[$0] }, deadline: activity.deadline,
                queuedAt: activity.queuedAt, waitedMinutes: activity.queuedAt.map { now.minutes(since: $0) } ?? 0)
        }
    }
}

extension Instant {
    /// Whole minutes; 0 where `earlier` is later.
    fileprivate func minutes(since earlier: Instant) -> Int {
        Int(max(0, (milliseconds - earlier.milliseconds) / 60_000))
    }
}
