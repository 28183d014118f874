import Foundation
import Messages

/// An error of this service: each case states all its facts in one place.
protocol FactError: QuenError {
    var facts: ErrorFacts { get }
}

struct ErrorFacts: Sendable {
    var code: String
    var consequence: Consequence
    var en: String
    var vi: String
    var path: String?
    var details: [String: String] = [:]

    /// A conflict where nothing else is said.
    static func of(
        _ code: String, _ en: String, _ vi: String, _ consequence: Consequence = .conflict, _ path: String? = nil,
        details: [String: String] = [:]
    ) -> ErrorFacts {
        ErrorFacts(code: code, consequence: consequence, en: en, vi: vi, path: path, details: details)
    }
}

extension FactError {
    var code: String { facts.code }
    var consequence: Consequence { facts.consequence }
    var message: Bilingual { Bilingual(en: facts.en, vi: facts.vi) }
    var path: String? { facts.path }
    var details: [String: String] { facts.details }
}
