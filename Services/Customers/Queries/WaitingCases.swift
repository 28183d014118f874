import GRDB
import Messages
import ServiceKit
import Store

/// The cases that wait, of which the person may take one (CUS-11).
struct WaitingCases {
    var person: Person
    /// Nothing: of all queues.
    var teamId: EntityID?

    /// The order in which they are taken, as the indexes on it say.
    static let place = "supportCase.priorityRank * 100000000000000 + supportCase.queuedAt"

    func next(_ db: Database) throws -> SupportCase? {
        let team: SQL = teamId.map { "supportCase.teamId = \($0)" } ?? "1"
        let request: SQLRequest<SupportCase> = """
            SELECT supportCase.* FROM supportCase
            WHERE supportCase.status = 'new' AND \(team)
              AND \(RowScope(person, .supportCase, .edit).condition("supportCase"))
            ORDER BY \(SQL(sql: Self.place)), supportCase.id LIMIT 1
            """
        return try request.fetchOne(db)
    }
}
