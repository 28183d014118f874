import Foundation
import Messages

/// Why a status changed: what is kept in the history and published as the event's cause (CUS-2).
struct StatusCause: Codable, Sendable, Hashable {
    enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        case created, payment, reversal, check, interaction, appointment, activity, quote, person, parameter
    }

    var kind: Kind
    /// The record, the check's day, the parameter, or the person's own words.
    var text: String

    static let created = StatusCause(kind: .created, text: "created")
    static func check(_ day: Day) -> StatusCause { StatusCause(kind: .check, text: "status-check/\(day)") }
    static func person(_ reason: String) -> StatusCause { StatusCause(kind: .person, text: reason) }
    static func parameter(_ name: String) -> StatusCause { StatusCause(kind: .parameter, text: "parameter/\(name)") }
    static func interest(_ kind: Kind, _ subject: Subject) -> StatusCause {
        StatusCause(kind: kind, text: subject.description)
    }
}
