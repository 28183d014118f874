extension ComponentParser {
    /// All other properties, those with `X-` and attachments above all, are dropped before anything is made of them.
    static let namesRead: Set<String> = [
        "BEGIN", "END",
        // VCALENDAR
        "PRODID", "METHOD", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
        // VTIMEZONE
        "TZID", "X-LIC-LOCATION", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME",
        // VEVENT and VTODO
        "UID", "DTSTAMP", "DTSTART", "DTEND", "DUE", "DURATION", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION",
        "LOCATION", "ORGANIZER", "ATTENDEE", "CATEGORIES", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
        "LAST-MODIFIED", "URL", "TRANSP",
        // VALARM
        "ACTION", "TRIGGER",
    ]
}
