import Foundation
import Hummingbird
import Messages
import Money
import ServiceHTTP
import ServiceKit

extension Request {
    /// A parameter that names one of few things; throws with what it may be.
    func choice<E: RawRepresentable & CaseIterable>(_ name: String) throws -> E? where E.RawValue == String {
        guard let value = text(name) else { return nil }
        guard let known = E(rawValue: value) else {
            throw ReportError.invalid(name: name, value: value, allowed: E.allCases.map(\.rawValue))
        }
        return known
    }

    func day(_ name: String) throws -> Day? {
        guard let value = text(name) else { return nil }
        guard let day = Day(value) else {
            throw ReportError.invalid(name: name, value: value, allowed: ["2026-11-29"])
        }
        return day
    }

    /// `from` and `to`, which go together.
    func period() throws -> ReportPeriod? {
        switch (try day("from"), try day("to")) {
        case (nil, nil): nil
        case (let from?, let to?): try ReportPeriod(from: from, to: to)
        default: throw ReportError.invalidPeriod
        }
    }

    /// Whether a file is asked for; throws where the person may not take one along.
    func wantsCSV(for person: Person, _ function: Function) throws -> Bool {
        let format: ReportFormat? = try choice("format")
        guard format == .csv else { return false }
        try person.require(function, .export)
        return true
    }

    /// Which statement of balances is asked for: of the present year in đồng where nothing else is said.
    func statement(_ customer: EntityID, _ person: Person, _ today: Day) throws -> BalanceStatement {
        let currency = try text("currency").map { value in
            guard let currency = Currency(value) else {
                throw ReportError.invalid(name: "currency", value: value, allowed: ["VND", "USD", "EUR"])
            }
            return currency
        }
        let year = Day(year: today.year, month: 1, day: 1) ?? today
        return BalanceStatement(
            customerId: customer, currency: currency ?? .vnd,
            period: try period() ?? ReportPeriod(from: year, to: today), person: person)
    }

    func text(_ name: String) -> String? { uri.queryParameters[Substring(name)].map(String.init) }
}

enum ReportFormat: String, CaseIterable { case json, csv }
