import Foundation
import Messages

/// What reminders of one record are made from, as of the newest event about it: what a timer carries.
struct Reminder: Codable, Sendable, Hashable {
    var about: Subject
    /// The appointment's title, the contract's or invoice's number.
    var name: String
    var place: String?
    /// Which instalment, guarantee or visit of the record: each has occurrences of its own.
    var part: EntityID?
    /// What of the record, where neither kind nor name say it: "Performance guarantee", "8 of 10 cases".
    var what: Bilingual?
    /// When what it is about takes place, where neither anchor nor `what` say it.
    var date: Bilingual?
    /// What else the text says.
    var details: Bilingual?
    var customerId: EntityID?
    /// Employees, the one responsible first.
    var recipientIds: [EntityID]
    var ownership: Ownership
    /// Whoever may do this with the record hears of it too, but for one employee; they are looked for when it is due.
    var holders: Holders?
    var anchor: Anchor
    /// The type and id of the event that this comes from (NOT-7).
    var eventType: String
    var eventId: EntityID
}

/// Those whose roles permit something, as far as their scope covers the record (ACC-2).
struct Holders: Codable, Sendable, Hashable {
    var function: Function
    var action: Action
    /// Who asks for it cannot be the one who does it.
    var except: EntityID?
    /// Only where nobody else is to be told.
    var isFallback = false
}

/// The point that reminders are counted from.
enum Anchor: Codable, Sendable, Hashable {
    case instant(Instant)
    case day(Day)
    /// A state of affairs that came about then; `key` tells it from others of the record.
    case fact(key: String, since: Instant)

    /// As it stands in occurrence keys.
    var text: String {
        switch self {
        case .instant(let instant): instant.description
        case .day(let day): day.description
        case .fact(let key, _): key
        }
    }
}
