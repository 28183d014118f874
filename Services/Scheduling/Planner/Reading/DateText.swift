/// The texts of dates and times (FORMAT 1.2, 1.5). Each function is nil for a text of another form.
enum DateText {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// `YYYY-MM-DDTHH:MM:00` and `Z`, `+HH:MM` or `-HH:MM`, in minutes since 1970-01-01T00:00Z.
    static func instant(_ text: Bytes) -> Int? {
        guard text.count == 20 || text.count == 25, let day = date(text),
            text[10] == UInt8(ascii: "T"), let hour = pair(text, 11), hour < 24,
            text[13] == UInt8(ascii: ":"), let minute = pair(text, 14), minute < 60,
            text[16] == UInt8(ascii: ":"), pair(text, 17) == 0, let offset = offset(text)
        else { return nil }
        return day * 1440 + hour * 60 + minute - offset
    }

    /// `YYYY-MM-DD`, in days since 1970-01-01.
    static func day(_ text: Bytes) -> Int? { text.count == 10 ? date(text) : nil }

    /// `HH:MM` from `00:00` to `24:00`, in minutes.
    static func timeOfDay(_ text: Bytes) -> Int? {
        guard text.count == 5, let hour = pair(text, 0), text[2] == UInt8(ascii: ":"), let minute = pair(text, 3),
            minute < 60, hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }

    private static func date(_ text: Bytes) -> Int? {
        guard let century = pair(text, 0), let year = pair(text, 2), text[4] == UInt8(ascii: "-"),
            let month = pair(text, 5), text[7] == UInt8(ascii: "-"), let day = pair(text, 8)
        else { return nil }
        return CivilDate(year: century * 100 + year, month: month, day: day).map(\.daysSince1970)
    }

    private static func offset(_ text: Bytes) -> Int? {
        if text.count == 20 { return text[19] == UInt8(ascii: "Z") ? 0 : nil }
        guard let hours = pair(text, 20), hours < 24, text[22] == UInt8(ascii: ":"), let minutes = pair(text, 23),
            minutes < 60
        else { return nil }
        switch text[19] {
        case UInt8(ascii: "+"): return hours * 60 + minutes
        case UInt8(ascii: "-"): return -(hours * 60 + minutes)
        default: return nil
        }
    }

    /// Two digits.
    @inline(__always)
    private static func pair(_ text: Bytes, _ index: Int) -> Int? {
        let tens = text[index] &- UInt8(ascii: "0")
        let ones = text[index + 1] &- UInt8(ascii: "0")
        return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
    }
}
