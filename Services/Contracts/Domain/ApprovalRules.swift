import Foundation
import Messages
import Money

/// Whose approval contracts above an amount need, in order (CON-2): `100000000 VND: sales-manager; 500000000 VND:
/// sales-manager, director`. Of the rules for the contract's currency that one counts whose amount is the greatest that the
/// total reaches. Without a rule whoever may approve contracts approves alone.
struct ApprovalRules: Sendable, Hashable {
    private struct Rule: Sendable, Hashable {
        var from: Amount
        var roles: [String]
    }

    private let rules: [Rule]

    init(_ text: String) throws(ContractError) {
        var rules: [Rule] = []
        for part in text.split(separator: ";") where !part.allSatisfy(\.isWhitespace) {
            guard let match = part.wholeMatch(of: /\s*([0-9]{1,15})\s+([A-Z]{3})\s*:\s*([a-z0-9, -]+?)\s*/),
                let units = Int64(match.1), let currency = Currency(String(match.2))
            else { throw .invalidRules(text) }
            let roles = match.3.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            guard !roles.isEmpty, roles.allSatisfy({ !$0.isEmpty }) else { throw .invalidRules(text) }
            rules.append(Rule(from: Amount(minorUnits: units, currency: currency), roles: roles))
        }
        self.rules = rules
    }

    func roles(for total: Int64, in currency: Currency) -> [String] {
        rules.filter { $0.from.currency == currency && $0.from.minorUnits <= total }
            .max { $0.from.minorUnits < $1.from.minorUnits }?.roles ?? []
    }
}
