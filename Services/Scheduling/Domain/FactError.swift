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
}

extension FactError {
    var code: String { facts.code }
    var consequence: Consequence { facts.consequence }
    var message: Bilingual { Bilingual(en: facts.en, vi: facts.vi) }
    var path: String? { facts.path }
    var details: [String: String] { facts.details }
}
