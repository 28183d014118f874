import Foundation
import Messages

/// An entry that an appointment would overlap, and who has it: employees or the customer.
struct Clash: Sendable, Hashable, Codable {
    var appointmentId: EntityID
    var title: String
    var startsAt: Instant
    var endsAt: Instant
    var employeeIds: [EntityID]
    /// Where the customer is the one who is busy.
    var customerId: EntityID?
    /// Where the room is taken.
    var roomId: EntityID?
    /// Where only the way to it is in the way, or the way from it to what is wanted: how long that takes.
    var travelMinutes: Int?
    /// Where it is an occurrence of a series: its start by the rule.
    var recurrenceId: Instant?
    /// Which occurrence of what is booked it clashes with, where that recurs.
    var occurrence: Instant?
}

/// Who of those wanted is away then, by leave or otherwise; why is nobody else's business.
struct Away: Sendable, Hashable, Codable {
    var employeeId: EntityID
    var startsAt: Instant
    var endsAt: Instant

    var span: TimeSpan { TimeSpan(startsAt: startsAt, endsAt: endsAt) }
}

/// Everything that a person is told when what they want overlaps something (SCH-4).
struct ClashReport: Sendable, Hashable {
    /// How many occurrences of a series were checked, and how many of them clash with something.
    struct Occurrences: Sendable, Hashable {
        var checked: Int
        var clashing: Int
    }

    /// What the person may see.
    var clashes: [Clash]
    /// How many there are beyond, which the person may not see.
    var hidden: Int
    /// How many more there are that the person may see.
    var more = 0
    /// Of each employee the first absence that stands in the way.
    var absences: [Away] = []
    /// Of all that clashes, seen or not: how many of the employees wanted are busy, how many others only on their way,
    /// whether the customer is busy, and the room where it is taken.
    var busyEmployees = 0
    var travellingEmployees = 0
    var isCustomerBusy = false
    var takenRoomId: EntityID?
    /// Of a series only.
    var occurrences: Occurrences?
    var freeTimes: [TimeSpan]
}
