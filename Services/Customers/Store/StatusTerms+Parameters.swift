import GRDB
import Messages
import Money
import ServiceKit
import Store

extension StatusTerms {
    static let thresholdName = "loyalty-threshold"
    static let loyalName = "loyal-period-months"
    static let officialName = "official-period-months"

    /// The parameters in force at `instant`.
    static func load(at instant: Instant, _ db: Database) throws -> StatusTerms {
        var terms = StatusTerms()
        let currencies = try String.fetchAll(
            db, sql: "SELECT DISTINCT qualifier FROM parameter WHERE name = ?", arguments: [thresholdName])
        for currency in currencies.compactMap(Currency.init) {
            let value = try Parameters.value(thresholdName, qualifier: currency.code, at: instant, db)
            if let amount = value.flatMap({ Amount(decimal: $0, currency: currency) }) {
                terms.loyaltyThresholds[currency] = amount.minorUnits
            }
        }
        terms.loyalMonths = try months(loyalName, at: instant, db) ?? terms.loyalMonths
        terms.officialMonths = try months(officialName, at: instant, db) ?? terms.officialMonths
        return terms
    }

    private static func months(_ name: String, at instant: Instant, _ db: Database) throws -> Int? {
        try Parameters.value(name, at: instant, db).flatMap { Int($0) }
    }
}
