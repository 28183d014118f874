/// How a rule ends (`COUNT` or `UNTIL`, RFC 5545 §3.3.10).
public enum RecurrenceEnd: Hashable, Sendable {
    case never
    /// After so many occurrences, 1 to 100,000, those cut out by `EXDATE` included.
    case count(Int)
    /// With the last one that does not start later; the bound itself belongs to the rule.
    case until(RecurrenceBound)
}

/// The three ways to write `UNTIL`.
public enum RecurrenceBound: Hashable, Sendable {
    /// The whole day still belongs to the rule.
    case date(LocalDate)
    case local(LocalDateTime)
    /// By the clock of UTC, as the RFC wants it for a start with a zone.
    case utc(LocalDateTime)
}
