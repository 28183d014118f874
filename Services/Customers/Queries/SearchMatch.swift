import GRDB
import Messages
import ServiceKit

/// Where a search found its words: shown beside the hit (CUS-14).
struct SearchMatch: Codable, Sendable, Hashable {
    /// Such as `name`, `taxCode`, `phone`, `contact`.
    var member: String
    var text: String

    /// The text that holds most of the words, the name first.
    static func find(_ search: String, in customer: Customer, for person: Person, _ db: Database) throws
        -> SearchMatch?
    {
        let words = TextFolding.words(search)
        var best: (match: SearchMatch, count: Int)?
        for candidate in try candidates(customer, person, db) {
            let folded = TextFolding.fold(candidate.text)
            let digits = folded.filter(\.isNumber)
            let count = words.count { word in
                folded.contains(word) || (word.allSatisfy(\.isNumber) && digits.contains(word))
            }
            if count > best?.count ?? 0 { best = (candidate, count) }
        }
        return best?.match
    }

    /// Of the contacts only those that the person may see.
    private static func candidates(_ customer: Customer, _ person: Person, _ db: Database) throws -> [SearchMatch] {
        let own: [(String, String?)] =
            [
                ("name", customer.name), ("shortName", customer.shortName), ("code", customer.code),
                ("taxCode", customer.taxCode), ("invoiceEmail", customer.invoiceEmail),
            ] + customer.phones.map { ("phone", $0.written) } + customer.emails.map { ("email", $0) }
        let contacts: SQLRequest<String> = """
            SELECT name FROM contact WHERE customerId = \(customer.id) AND \(RowScope(person, .contact).condition("contact"))
            """
        return try (own + contacts.fetchAll(db).map { ("contact", $0) }).compactMap { member, text in
            text.map { SearchMatch(member: member, text: $0) }
        }
    }
}
