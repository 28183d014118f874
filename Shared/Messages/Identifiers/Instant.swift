import Foundation

/// A point in time, whole milliseconds since 1970-01-01T00:00:00Z.
///
/// On the wire RFC 3339 in UTC with milliseconds (`2026-11-22T05:52:39.123Z`), in the store the number.
public struct Instant: Hashable, Sendable, Comparable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded(.down)) }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    public func adding(_ duration: Duration) -> Instant {
        let parts = duration.components
        return Instant(milliseconds: milliseconds + parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000)
    }

    /// The span from `earlier` to this.
    public func since(_ earlier: Instant) -> Duration { .milliseconds(milliseconds - earlier.milliseconds) }
}

extension Instant: LosslessStringConvertible {
    /// RFC 3339 with any offset and any number of fractional digits (those past the third are cut off).
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let day = Day(utf8: bytes[0..<10]),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = Self.number(bytes[11..<13]), hour < 24,
            let minute = Self.number(bytes[14..<16]), minute < 60,
            let second = Self.number(bytes[17..<19]), second < 61
        else { return nil }
        var rest = bytes[19...]
        guard let fraction = Self.fraction(&rest), let offset = Self.offset(rest) else { return nil }
        let seconds = day.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + min(second, 59) - offset * 60
        milliseconds = seconds * 1000 + fraction
    }

    public var description: String {
        let (days, rest) = parts
        guard Self.shortDays.contains(days) else { return longDescription(days, rest) }
        return String(unsafeUninitializedCapacity: Self.textLength) { write(to: $0) ?? 0 }
    }

    static let textLength = 24
    /// Of the years 0 to 9999, which have four digits.
    private static let shortDays: Range<Int64> = -719_528..<2_932_897

    private var parts: (days: Int64, milliseconds: Int64) {
        let days = Int64((Double(milliseconds) / 86_400_000).rounded(.down))
        return (days, milliseconds - days * 86_400_000)
    }

    /// Puts the text form's bytes there, and says how many they are; nothing for a year that has not four digits.
    func write(to text: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        let (days, rest) = parts
        guard Self.shortDays.contains(days) else { return nil }
        let (year, month, day) = Day(daysSince1970: days).components
        var position = 0
        func put(_ number: Int, _ width: Int, _ end: UInt8) {
            var (left, place) = (number, position + width)
            while place > position {
                place -= 1
                text[place] = UInt8(ascii: "0") + UInt8(left % 10)
                left /= 10
            }
            text[position + width] = end
            position += width + 1
        }
        put(year, 4, UInt8(ascii: "-"))
        put(month, 2, UInt8(ascii: "-"))
        put(day, 2, UInt8(ascii: "T"))
        put(Int(rest / 3_600_000), 2, UInt8(ascii: ":"))
        put(Int(rest / 60_000 % 60), 2, UInt8(ascii: ":"))
        put(Int(rest / 1000 % 60), 2, UInt8(ascii: "."))
        put(Int(rest % 1000), 3, UInt8(ascii: "Z"))
        return position
    }

    /// Of a year that has not four digits.
    private func longDescription(_ days: Int64, _ rest: Int64) -> String {
        "\(Day(daysSince1970: days))T\(Self.padded(rest / 3_600_000, 2)):\(Self.padded(rest / 60_000 % 60, 2)):"
            + "\(Self.padded(rest / 1000 % 60, 2)).\(Self.padded(rest % 1000, 3))Z"
    }

    static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// Nothing for what is no digit, and for what does not fit in 64 bits.
    static func number(_ digits: some Collection<UInt8>) -> Int64? {
        var sum: Int64 = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (tenfold, isTooGreat) = sum.multipliedReportingOverflow(by: 10)
            let (next, overflows) = tenfold.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            guard !isTooGreat, !overflows else { return nil }
            sum = next
        }
        return sum
    }

    /// Takes `.123…` off the front; milliseconds, 0 where there is none.
    private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int64? {
        guard rest.first == UInt8(ascii: ".") else { return 0 }
        let digits = rest.dropFirst().prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard !digits.isEmpty, digits.count <= 12 else { return nil }
        rest = rest.dropFirst(1 + digits.count)
        return number((Array(digits) + [UInt8](repeating: UInt8(ascii: "0"), count: 3)).prefix(3))
    }

    /// `Z` or `±hh:mm`, in minutes east of UTC.
    private static func offset(_ rest: ArraySlice<UInt8>) -> Int64? {
        if rest.count == 1, let z = rest.first, z | 0x20 == UInt8(ascii: "z") { return 0 }
        let bytes = Array(rest)
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"), let hours = number(bytes[1..<3]), hours < 24,
            let minutes = number(bytes[4..<6]), minutes < 60
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let instant = Instant(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time")
        }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
