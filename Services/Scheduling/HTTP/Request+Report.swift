import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit

enum ReportFormat: String, CaseIterable { case json, csv }

extension Request {
    func text(_ name: String) -> String? { uri.queryParameters[Substring(name)].map(String.init) }

    /// A parameter that names one of few things; throws with what it may be.
    func choice<E: RawRepresentable & CaseIterable>(_ name: String) throws -> E? where E.RawValue == String {
        guard let value = text(name) else { return nil }
        guard let known = E(rawValue: value) else {
            throw ReportError.invalid(name, value, E.allCases.map(\.rawValue))
        }
        return known
    }

    func identifier(_ name: String) throws -> EntityID? {
        guard let value = text(name) else { return nil }
        guard let id = EntityID(value) else { throw ReportError.invalid(name, value, ["id"]) }
        return id
    }

    /// `from` and `to`, which go together; without them the present month.
    func period(most: Int, at now: Instant) throws -> ReportPeriod {
        func day(_ name: String) throws -> Day? {
            guard let value = text(name) else { return nil }
            guard let day = Day(value) else { throw ReportError.invalid(name, value, ["2026-11-29"]) }
            return day
        }
        switch (try day("from"), try day("to")) {
        case (nil, nil):
            let last = LocalZone.vietNam.day(of: now).lastOfMonth
            return try ReportPeriod(from: last.adding(days: 1).adding(months: -1), to: last, most: most)
        case (let from?, let to?): return try ReportPeriod(from: from, to: to, most: most)
        default: throw ReportError.invalidPeriod(most: most)
        }
    }

    /// Whether a file is asked for; throws where the person may not take one along.
    func wantsCSV(for person: Person, _ function: Function) throws -> Bool {
        let format: ReportFormat? = try choice("format")
        guard format == .csv else { return false }
        try person.require(function, .export)
        return true
    }
}
