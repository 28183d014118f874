import Foundation
import Hummingbird
import Messages
import ServiceKit

/// What reports are asked with.
extension Request {
    /// Throws where a parameter is given that is not among those: a mistyped one would change what is counted, silently.
    public func takesOnly(_ known: [String]) throws {
        for name in uri.queryParameters.map({ String($0.key) }) where !known.contains(name) {
            let (name, known) = (name.prefix(100), known.joined(separator: ", "))
            throw CommonError.invalid(
                code: "unknown-parameter", path: String(name),
                message: Bilingual(
                    en: "There is no parameter \(name) here. There are: \(known).",
                    vi: "Ở đây không có tham số \(name). Các tham số: \(known)."))
        }
    }

    /// A parameter as it was written.
    public func text(_ name: String) -> String? { uri.queryParameters[Substring(name)].map(String.init) }

    /// A parameter that names one of few things; throws with what it may be.
    public func choice<E: RawRepresentable & CaseIterable>(_ name: String) throws -> E? where E.RawValue == String {
        guard let value = text(name) else { return nil }
        guard let known = E(rawValue: value) else {
            throw CommonError.parameter(name, value, .oneOf(E.allCases.map(\.rawValue)))
        }
        return known
    }

    public func identifier(_ name: String) throws -> EntityID? {
        guard let value = text(name) else { return nil }
        guard let id = EntityID(value) else {
            throw CommonError.parameter(name, value, EntityID.form)
        }
        return id
    }

    public func day(_ name: String) throws -> Day? {
        guard let value = text(name) else { return nil }
        guard let day = Day(value) else {
            throw CommonError.parameter(name, value, Day.form)
        }
        return day
    }

    /// Whether a file is asked for; throws where the person may not take one along.
    public func wantsCSV(for person: Person, _ function: Function) throws -> Bool {
        let format: ReportFormat? = try choice("format")
        guard format == .csv else { return false }
        try person.require(function, .export)
        return true
    }
}

private enum ReportFormat: String, CaseIterable { case json, csv }
