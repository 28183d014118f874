import Foundation

/// An appointment (`VEVENT`, RFC 5545 §3.6.1) or a task (`VTODO`, §3.6.2).
public struct Entry: Hashable, Sendable {
    public var kind: Kind
    /// The same for all versions and all occurrences (`UID`).
    public var uid: String
    /// When this version was written (`DTSTAMP`).
    public var stamp: Date
    /// Only a task may lack it (`DTSTART`).
    public var start: CalendarTime?
    /// `DTEND` of an event, which does not belong to it any more, or `DUE` of a task.
    public var end: CalendarTime?
    /// The number of the version (`SEQUENCE`).
    public var sequence = 0
    public var status: Status?
    /// It takes nobody's time (`TRANSP:TRANSPARENT`, RFC 5545 §3.8.2.7); events only.
    public var isTransparent = false
    public var summary: String?
    public var details: String?
    public var location: String?
    public var organizer: CalendarUser?
    public var attendees: [Attendee] = []
    public var categories: [String] = []
    /// `RRULE`
    public var rule: RecurrenceRule?
    /// `RDATE`, by the clock of `start`.
    public var additions: [LocalDateTime] = []
    /// When those of them end that say it themselves (`RDATE;VALUE=PERIOD`); the others last as long as the entry.
    public var additionEnds: [LocalDateTime: CalendarTime] = [:]
    /// `EXDATE`, by the clock of `start`.
    public var exceptions: Set<LocalDateTime> = []
    /// Which occurrence of the entry with the same `uid` this one replaces (`RECURRENCE-ID`).
    public var recurrenceID: CalendarTime?
    public var lastModified: Date?
    public var url: URL?
    public var alarms: [Alarm] = []

    public init(
        _ kind: Kind = .event, uid: String, stamp: Date, start: CalendarTime?, end: CalendarTime? = nil,
        summary: String? = nil
    ) {
        self.kind = kind
        self.uid = uid
        self.stamp = stamp
        self.start = start
        self.end = end
        self.summary = summary
    }

    public enum Kind: String, Hashable, Sendable {
        case event = "VEVENT"
        case task = "VTODO"
    }

    /// RFC 5545 §3.8.1.11; the first two are for events, the next three for tasks.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case tentative = "TENTATIVE"
        case confirmed = "CONFIRMED"
        case needsAction = "NEEDS-ACTION"
        case inProcess = "IN-PROCESS"
        case completed = "COMPLETED"
        case cancelled = "CANCELLED"
    }
}

extension Entry {
    /// All its starts; nil without a start.
    ///
    /// - Parameter zone: where days and floating times are taken to be.
    public func recurrence(floatingIn zone: Zone) -> Recurrence? {
        start.map {
            Recurrence(
                start: $0.local, zone: $0.zone ?? zone, rule: rule, additions: additions, exceptions: exceptions)
        }
    }
}
