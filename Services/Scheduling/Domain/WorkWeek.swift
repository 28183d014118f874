import Foundation
import Messages
import WorkingTime

/// A time of day as people write it, `00:00` to `24:00`.
struct ClockTime: Codable, Sendable, Hashable {
    let minutes: Int

    init(minutes: Int) { self.minutes = minutes }

    /// Nothing for a text of another form.
    init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 5, digits[2] == UInt8(ascii: ":"), let hours = Self.number(digits[0...1]),
            let minutes = Self.number(digits[3...4]), minutes < 60, hours * 60 + minutes <= 1440
        else { return nil }
        self.minutes = hours * 60 + minutes
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = ClockTime(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a time of day such as 08:00")
        }
        self = time
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0 as Int?) { found, digit in
            guard let found, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            return found * 10 + Int(digit - UInt8(ascii: "0"))
        }
    }
}

extension ClockTime: CustomStringConvertible {
    var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

/// From one time of a day up to another.
struct DayHours: Codable, Sendable, Hashable {
    var start: ClockTime
    var end: ClockTime

    init(_ start: Int, _ end: Int) { (self.start, self.end) = (ClockTime(minutes: start), ClockTime(minutes: end)) }
    init(_ interval: Interval) { self.init(interval.start, interval.end) }

    var interval: Interval { Interval(start.minutes, end.minutes) }

    /// The most that a day has: more is no plan of a day.
    static let most = 12

    static func check(_ hours: [DayHours], at path: String) throws(WorkingTimeError) {
        guard hours.count <= most else { throw .tooMany(path: path, most: most) }
        for (index, one) in hours.enumerated() where one.start.minutes >= one.end.minutes {
            throw .hoursInvalid(path: "\(path)[\(index)].end")
        }
    }
}

/// From Monday, as the API names them.
enum WeekdayName: String, Codable, Sendable, Hashable, CaseIterable {
    case mon, tue, wed, thu, fri, sat, sun

    /// ISO 8601: 1 is Monday.
    var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

    init(_ number: Int) { self = Self.allCases[min(max(number, 1), 7) - 1] }
}

/// The working hours of a week (SCH-1, SCH-2); a day that is left out is free.
struct WorkWeek: Codable, Sendable, Hashable {
    var mon: [DayHours]?
    var tue: [DayHours]?
    var wed: [DayHours]?
    var thu: [DayHours]?
    var fri: [DayHours]?
    var sat: [DayHours]?
    var sun: [DayHours]?

    /// Monday to Friday, 08:00 to 12:00 and 13:30 to 17:30: until the firm says otherwise.
    static let office: WorkWeek = {
        let day = [DayHours(480, 720), DayHours(810, 1050)]
        return WorkWeek(mon: day, tue: day, wed: day, thu: day, fri: day)
    }()

    var days: [(WeekdayName, [DayHours])] {
        zip(WeekdayName.allCases, [mon, tue, wed, thu, fri, sat, sun]).map { ($0, $1 ?? []) }
    }

    var hours: WeeklyHours {
        WeeklyHours(Dictionary(uniqueKeysWithValues: days.map { ($0.number, $1.map(\.interval)) }))
    }

    func check(at path: String) throws(WorkingTimeError) {
        for (weekday, hours) in days { try DayHours.check(hours, at: "\(path).\(weekday.rawValue)") }
        guard days.contains(where: { !$0.1.isEmpty }) else { throw .weekEmpty(path: path) }
    }
}
