import Foundation
import Messages
import Money

/// Whose approval contracts above an amount need, in order (CON-2): `100000000 VND: sales-manager; 500000000 VND:
/// sales-manager, director`. Of the rules for the contract's currency that one counts whose amount is the greatest that the
/// total reaches; where there is none for that currency, the one with the most roles. Without a rule whoever may approve contracts approves alone.
struct ApprovalRules: Sendable, Hashable {
    private struct Rule: Sendable, Hashable {
        var from: Amount
        var roles: [String]
    }

    private let rules: [Rule]

    init(_ text: String) throws(ApprovalError) {
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

    /// Every role that a rule names.
    var allRoles: Set<String> { Set(rules.flatMap(\.roles)) }

    func roles(for total: Int64, in currency: Currency) -> [String] {
        let ofCurrency = rules.filter { $0.from.currency == currency }
        // A currency that nobody thought of is not the way around the rules.
        if ofCurrency.isEmpty { return rules.max { $0.roles.count < $1.roles.count }?.roles ?? [] }
        return ofCurrency.filter { $0.from.minorUnits <= total }
            .max { $0.from.minorUnits < $1.from.minorUnits }?.roles ?? []
    }
}

extension Contract {
    /// What approval rules judge it by, in the smallest unit: its total, what a framework may come to, or anything where nothing
    /// bounds that.
    var amountAtStake: Int64 {
        guard kind == .framework else { return sums.total }
        return max(sums.total, ceiling ?? (lines.contains { $0.quantity == .zero } ? .max : sums.total))
    }
}
