import Foundation
import GRDB
import Messages
import Money
import ServiceKit

/// Tables for the operator and for directors. Every value is the expected value after discount, before tax.
enum Reports {
    static let all: [Operations.Report] = [pipelineByStage, productsByName]

    /// What is open, and what it is worth by probability.
    private static let pipelineByStage = Operations.Report(
        "pipeline", by: "stage",
        columns: ["stage", "currency", "open opportunities", "expected value", "weighted expected value"]
    ) { db in
        let totals = try StageTotals(scope: "1").fetch(db)
        return try StageTable.list(db).stages.flatMap { stage in
            totals.filter { $0.stage == stage.code }.map { entry in
                [
                    stage.code, entry.total.value.currency.code, "\(entry.total.count)",
                    entry.total.value.decimalString, entry.total.weighted.decimalString,
                ]
            }
        }
    }

    /// In how many opportunities each product is, and what was won of it.
    private static let productsByName = Operations.Report(
        "products", by: "name",
        columns: ["product", "currency", "open", "won", "lost", "open expected value", "won expected value"]
    ) { db in
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT p.name, o.currency, sum(o.status = 'open') AS open, sum(o.status = 'won') AS won,
                  sum(o.status = 'lost') AS lost, sum(iif(o.status = 'open', l.net, 0)) AS openValue,
                  sum(iif(o.status = 'won', l.net, 0)) AS wonValue
                FROM opportunityProduct l JOIN opportunity o ON o.id = l.opportunityId JOIN product p ON p.id = l.productId
                GROUP BY p.id, o.currency ORDER BY fold(p.name), p.id, o.currency
                """)
        return rows.map { row in
            let currency: Currency = row["currency"]
            func value(_ name: String) -> String {
                Amount(minorUnits: row[name], currency: currency).decimalString
            }
            return [
                row["name"], currency.code, "\(row["open"] as Int)", "\(row["won"] as Int)", "\(row["lost"] as Int)",
                value("openValue"), value("wonValue"),
            ]
        }
    }
}

/// Invariants that hold after every command and any crash (CON-10).
enum Checks {
    static let all: [Operations.Check] = [
        .events(of: "product", table: "product"), .events(of: "unit-group", table: "unitGroup"),
        .events(of: "opportunity", table: "opportunity"),
        .events(of: "quote", table: "quote"), quoteSums,
    ]

    private static let quoteSums = Operations.Check("quote sums equal their lines") { db in
        var faults: [String] = []
        for quote in try Quote.fetchAll(db) {
            let sums = try? quote.lines.sums(in: quote.currency, rounding: quote.sums.rounding)
            if sums != quote.sums { faults.append("quote/\(quote.id): sums differ from its lines") }
        }
        return faults
    }
}
