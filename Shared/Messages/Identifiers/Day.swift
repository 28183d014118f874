import Foundation

/// A day of the proleptic Gregorian calendar, of no particular time zone (`2026-11-22`).
public struct Day: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01.
    public let daysSince1970: Int64

    public init(daysSince1970: Int64) { self.daysSince1970 = daysSince1970 }

    /// Nothing for a date that the calendar does not have, such as 2026-02-30.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        let y = Int64(month <= 2 ? year - 1 : year)
        let era = y / 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        let dayOfEra = (y - era * 400) * 365 + (y - era * 400) / 4 - (y - era * 400) / 100 + dayOfYear
        daysSince1970 = era * 146_097 + dayOfEra - 719_468
    }

    public var components: (year: Int, month: Int, day: Int) {
        let z = daysSince1970 + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
        return (
            Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month, Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
        )
    }

    public var year: Int { components.year }
    /// 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int { Int(((daysSince1970 + 3) % 7 + 7) % 7) + 1 }
    public static func < (a: Day, b: Day) -> Bool { a.daysSince1970 < b.daysSince1970 }
    public func adding(days: Int) -> Day { Day(daysSince1970: daysSince1970 + Int64(days)) }

    /// The same day of another month; the last day where that month is shorter.
    public func adding(months: Int) -> Day {
        let (year, month, day) = components
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let last = Self.length(ofMonth: newMonth, year: newYear)
        return Day(year: newYear, month: newMonth, day: min(day, last)) ?? self
    }

    public var lastOfMonth: Day {
        let (year, month, _) = components
        return Day(year: year, month: month, day: Self.length(ofMonth: month, year: year)) ?? self
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension Day: LosslessStringConvertible {
    public init?(_ text: String) { self.init(utf8: Array(text.utf8)[...]) }

    init?(utf8 bytes: ArraySlice<UInt8>) {
        let start = bytes.startIndex
        guard bytes.count == 10, bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
            let year = Instant.number(bytes[start..<(start + 4)]),
            let month = Instant.number(bytes[(start + 5)..<(start + 7)]),
            let day = Instant.number(bytes[(start + 8)..<(start + 10)]),
            let value = Day(year: Int(year), month: Int(month), day: Int(day))
        else { return nil }
        self = value
    }

    public var description: String {
        let (year, month, day) = components
        return
            "\(Instant.padded(Int64(year), 4))-\(Instant.padded(Int64(month), 2))-\(Instant.padded(Int64(day), 2))"
    }
}

extension Day: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Day(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date (YYYY-MM-DD)")
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Day {
    /// As Vietnamese sentences have it: `03/12/2026`.
    public var dayFirst: String {
        let (year, month, day) = components
        return "\(day < 10 ? "0" : "")\(day)/\(month < 10 ? "0" : "")\(month)/\(year)"
    }
}

/// The zone in which a day of the firm begins and ends.
public struct LocalZone: Sendable, Hashable {
    public let identifier: String
    private let zone: TimeZone

    /// Nothing where the system's zone data does not know `identifier` (such as `Asia/Ho_Chi_Minh`).
    public init?(_ identifier: String) {
        guard let zone = TimeZone(identifier: identifier) else { return nil }
        self.identifier = identifier
        self.zone = zone
    }

    /// Viet Nam: UTC+7 all year, also where the system has no zone data.
    public static let vietNam =
        LocalZone("Asia/Ho_Chi_Minh") ?? LocalZone(identifier: "Asia/Ho_Chi_Minh", fixed: 7 * 3600)

    private init(identifier: String, fixed seconds: Int) {
        self.identifier = identifier
        zone = TimeZone(secondsFromGMT: seconds) ?? .gmt
    }

    public func day(of instant: Instant) -> Day {
        let local = instant.milliseconds + offset(at: instant.milliseconds)
        return Day(daysSince1970: Int64((Double(local) / 86_400_000).rounded(.down)))
    }

    /// The instant of `minutes` past midnight on `day`, the earlier one where clocks show it twice; where they skip it,
    /// the first instant after the gap.
    public func instant(of day: Day, minutes: Int = 0) -> Instant {
        let wall = day.daysSince1970 * 86_400_000 + Int64(minutes) * 60_000
        let (before, after) = (offset(at: wall - 86_400_000), offset(at: wall + 86_400_000))
        // Where clocks are set back, a wall time occurs twice: the earlier one is meant.
        for offset in [max(before, after), min(before, after)] where self.offset(at: wall - offset) == offset {
            return Instant(milliseconds: wall - offset)
        }
        let gap = zone.nextDaylightSavingTimeTransition(after: Instant(milliseconds: wall - 86_400_000).date)
        return gap.map { Instant($0) } ?? Instant(milliseconds: wall - before)
    }

    /// Milliseconds east of UTC.
    private func offset(at milliseconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Instant(milliseconds: milliseconds).date)) * 1000
    }
}
