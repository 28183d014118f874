import Foundation
import GRDB
import Messages
import Money
import ServiceKit

/// The open opportunities by stage, with what each stage is worth (PIP-3).
struct PipelineBoard {
    var person: Person
    /// How many cards a stage shows at most; its totals count all.
    var cardsPerStage = 50

    struct Column: Codable, Sendable, Hashable {
        var stage: Stage
        var count: Int
        /// One for each currency.
        var totals: [Total]
        /// Those that close first come first.
        var cards: [Card]
    }

    struct Total: Codable, Sendable, Hashable {
        var count: Int
        var value: Amount
        /// Each value times its probability, summed, rounded half up to the smallest unit.
        var weighted: Amount
    }

    struct Card: Codable, Sendable, Hashable, FetchableRecord {
        var id: EntityID
        var code: String
        var name: String
        var customerId: EntityID
        var customerName: String?
        var probability: Int
        var expectedMinor: Int64
        var currency: Currency
        var expectedCloseOn: Day?
        var nextStep: String?
        var responsibleId: EntityID?
        var stageSince: Instant
    }

    func fetch(_ db: Database) throws -> [Column] {
        try person.require(.opportunities, .view)
        let totals = try StageTotals(scope: RowScope(person, .opportunity).condition("o")).fetch(db)
        return try StageTable.list(db).stages.map { stage in
            let totals = totals.filter { $0.stage == stage.code }.map(\.total)
            return Column(
                stage: stage, count: totals.reduce(0) { $0 + $1.count }, totals: totals,
                cards: try cards(stage.code, db))
        }
    }

    private func cards(_ stage: String, _ db: Database) throws -> [Card] {
        let request: SQLRequest<Card> = """
            SELECT o.*, c.name AS customerName FROM opportunity o LEFT JOIN customerCopy c ON c.id = o.customerId
            WHERE o.status = 'open' AND o.stage = \(stage) AND \(RowScope(person, .opportunity).condition("o"))
            ORDER BY ifnull(o.expectedCloseOn, '9999-12-31'), o.code LIMIT \(cardsPerStage)
            """
        return try request.fetchAll(db)
    }
}

/// What the open opportunities of each stage are worth in each currency.
struct StageTotals {
    /// A condition on the opportunity `o`.
    var scope: SQL

    func fetch(_ db: Database) throws -> [(stage: String, total: PipelineBoard.Total)] {
        let request: SQLRequest<Row> = """
            SELECT o.stage, o.currency, o.probability, count(*) AS count, sum(o.expectedMinor) AS value
            FROM opportunity o WHERE o.status = 'open' AND \(scope)
            GROUP BY o.stage, o.currency, o.probability ORDER BY o.stage, o.currency
            """
        var totals: [(stage: String, currency: Currency, count: Int, value: Int64, weighted: Int128)] = []
        for row in try request.fetchAll(db) {
            let (stage, currency): (String, Currency) = (row["stage"], row["currency"])
            let (count, value): (Int, Int64) = (row["count"], row["value"])
            let weighted = Int128(value) * Int128(row["probability"] as Int)
            if let last = totals.indices.last, totals[last].stage == stage, totals[last].currency == currency {
                totals[last].count += count
                totals[last].value += value
                totals[last].weighted += weighted
            } else {
                totals.append((stage, currency, count, value, weighted))
            }
        }
        return totals.map { entry in
            let weighted = Amount(minorUnits: Int64((entry.weighted + 50) / 100), currency: entry.currency)
            return (
                entry.stage,
                PipelineBoard.Total(
                    count: entry.count, value: Amount(minorUnits: entry.value, currency: entry.currency),
                    weighted: weighted)
            )
        }
    }
}
