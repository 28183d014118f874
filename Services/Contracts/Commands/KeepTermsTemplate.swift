import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// A text that terms are made from: new, or the next version of one.
struct KeepTermsTemplate {
    struct Input: Codable, Sendable {
        var name: String
        /// Mustache; what it may name is in the service's README.
        var text: String
    }

    var input: Input
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.requireAll(.contracts, .approve)
        guard input.name.wholeMatch(of: /[a-z0-9-]{1,60}/) != nil else { throw TermsError.invalidName }
        guard !input.text.isEmpty, input.text.utf8.count <= 200_000 else {
            throw TermsError.invalidTemplate("1 to 200,000 bytes")
        }
        _ = try TermsTemplate.compiled(input.text)
        let newest = try transaction.newestTemplate(input.name)
        let id = EntityID(namespace: .quen, parts: ["terms-template", input.name])
        let version = RecordVersion(
            source: transaction.source, subject: Subject("terms-template", id), sequence: .first)
        if newest?.text == input.text { return version }
        try TermsTemplate(
            name: input.name, version: (newest?.version ?? 0) + 1, text: input.text, at: transaction.now,
            account: person.account
        ).insert(transaction.db)
        try transaction.audit("terms-template", subject: nil, details: ["name": input.name])
        return version
    }
}
