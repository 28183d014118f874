/// A day off with full pay by Art. 112 of the Labour Code 2019, or in its place.
public struct Holiday: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case newYear, tet, hungKings, reunification, labourDay, nationalDay
        /// 24 November, from 2026: Politburo Resolution 80-NQ/TW of January 2026.
        case vietNamCultureDay
        /// A day that a notice adds.
        case other
    }

    public let day: CivilDay
    public let kind: Kind
    /// Where the day is off in place of a holiday on a weekly rest day (Art. 111 §3): that holiday's day.
    public let compensates: CivilDay?

    public init(_ day: CivilDay, _ kind: Kind, compensates: CivilDay? = nil) {
        (self.day, self.kind, self.compensates) = (day, kind, compensates)
    }
}
