import Foundation
import Messages
import Money

enum Party: String, Codable, Sendable, Hashable, CaseIterable {
    /// The firm that uses Quen.
    case seller
    case customer
}

/// Who signs for a party (CON-1).
struct Signatory: Codable, Sendable, Hashable {
    var party: Party
    var name: String
    var position: String?
    /// The power of attorney, by number and day, of one who does not sign by office.
    var powerOfAttorney: String?
}

/// The text of the terms, as made from a template and then agreed.
struct Terms: Codable, Sendable, Hashable {
    /// Which template it was made from, such as `sale`.
    var template: String?
    /// Which version of it the text follows; nothing where somebody gave the text, which then is theirs.
    var version: Int?
    /// Paragraphs with empty lines between.
    var text: String
}

/// What was agreed of a renewal.
struct Renewal: Codable, Sendable, Hashable {
    enum Kind: String, Codable, Sendable, Hashable, CaseIterable { case none, manual, automatic }
    var kind: Kind
    /// By how many days before the end a party must have said that it does not renew.
    var noticeDays: Int?
    /// How long the next term is; as long as the present one where it is left out.
    var months: Int?
}

/// A piece of work on a contract in progress, with who does it and until when (CON-2).
struct WorkItem: Codable, Sendable, Hashable {
    var id: EntityID
    var title: String
    var employeeId: EntityID?
    var dueOn: Day?
    var doneOn: Day?
    var note: String?
}

/// That the holder of a role has approved a contract's content (CON-2).
struct RoleApproval: Codable, Sendable, Hashable {
    var role: String
    var account: EntityID
    var at: Instant
    var contentHash: String
}

extension Guarantee {
    /// Without what comes later.
    var asAgreed: Guarantee {
        var agreed = self
        agreed.releasedOn = nil
        return agreed
    }
}

extension Array {
    var nilIfEmpty: [Element]? { isEmpty ? nil : self }
}
