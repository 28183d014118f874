/// JSON as it grows, byte by byte.
struct JSONBytes {
    var bytes: [UInt8] = []
    private let local: LocalTime

    /// - Parameter local: for instants.
    init(_ local: LocalTime) { self.local = local }

    @inline(__always)
    mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Text that needs no escapes.
    mutating func plain(_ text: String) { bytes.append(contentsOf: text.utf8) }

    mutating func number(_ number: Int) { plain(String(number)) }

    /// In quotes.
    mutating func text(_ identifier: Identifier) {
        bytes.append(UInt8(ascii: "\""))
        escaped(identifier)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Without quotes.
    mutating func escaped(_ identifier: Identifier) {
        for byte in identifier.bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                literal("\\u00")
                bytes.append(Self.hex(byte >> 4))
                bytes.append(Self.hex(byte & 15))
            default: bytes.append(byte)
            }
        }
    }

    private static func hex(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// An instant as the problem's time zone shows it, with the offset in force (FORMAT 1.3).
    mutating func instant(_ instant: Int) {
        let shown = local.local(instant)
        let day = floorDivide(shown, by: 1440)
        bytes.append(UInt8(ascii: "\""))
        date(day)
        bytes.append(UInt8(ascii: "T"))
        time(shown - day * 1440)
        literal(":00")
        let offset = shown - instant
        bytes.append(UInt8(ascii: offset < 0 ? "-" : "+"))
        time(abs(offset))
        bytes.append(UInt8(ascii: "\""))
    }

    /// A local date, without quotes.
    mutating func date(_ day: Int) {
        let date = CivilDate(daysSince1970: day)
        year(date.year)
        bytes.append(UInt8(ascii: "-"))
        pair(date.month)
        bytes.append(UInt8(ascii: "-"))
        pair(date.day)
    }

    /// For a person: `02/03/2026`, or as elsewhere.
    mutating func date(_ day: Int, dayFirst: Bool) {
        guard dayFirst else { return date(day) }
        let date = CivilDate(daysSince1970: day)
        pair(date.day)
        bytes.append(UInt8(ascii: "/"))
        pair(date.month)
        bytes.append(UInt8(ascii: "/"))
        year(date.year)
    }

    /// A local time, for a person: `2026-03-02 09:30`, or `02/03/2026 09:30`.
    mutating func readable(_ instant: Int, dayFirst: Bool) {
        let shown = local.local(instant)
        let day = floorDivide(shown, by: 1440)
        date(day, dayFirst: dayFirst)
        bytes.append(UInt8(ascii: " "))
        time(shown - day * 1440)
    }

    private mutating func time(_ minutes: Int) {
        pair(minutes / 60)
        bytes.append(UInt8(ascii: ":"))
        pair(minutes % 60)
    }

    /// Four digits. An offset can push an instant at the very end of the years that can be written out of them.
    private mutating func year(_ year: Int) {
        guard (0...9999).contains(year) else { return bytes.append(contentsOf: String(year).utf8) }
        pair(year / 100)
        pair(year % 100)
    }

    @inline(__always)
    private mutating func pair(_ value: Int) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }
}
