import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit

extension Request {
    /// `from` and `to`, which go together.
    func period() throws -> ReportPeriod? {
        switch (try day("from"), try day("to")) {
        case (nil, nil): nil
        case (let from?, let to?): try ReportPeriod(from: from, to: to)
        case (let from, _): throw ReportError.halfAPeriod(missing: from == nil ? "from" : "to")
        }
    }

    /// Which statement of balances is asked for: of the present year in đồng where nothing else is said.
    func statement(_ customer: EntityID, _ person: Person, _ today: Day) throws -> BalanceStatement {
        let currency = try text("currency").map { value in
            guard let currency = Currency(value) else {
                throw CommonError.parameter("currency", value, .oneOf(["VND", "USD", "EUR"]))
            }
            return currency
        }
        let year = Day(year: today.year, month: 1, day: 1) ?? today
        return BalanceStatement(
            customerId: customer, currency: currency ?? .vnd,
            period: try period() ?? ReportPeriod(from: year, to: today), person: person)
    }
}
