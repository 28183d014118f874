/// Writes a plan as one line of JSON (FORMAT 8).
package struct PlanWriter {
    private var bytes: [UInt8] = []
    private let local: LocalTime

    package static func write(_ plan: Plan) -> [UInt8] {
        var writer = PlanWriter(plan.local)
        writer.bytes.reserveCapacity(320 * (plan.scheduled.count + plan.unscheduled.count))
        writer.write(plan)
        return writer.bytes
    }

    private init(_ local: LocalTime) { self.local = local }

    private mutating func write(_ plan: Plan) {
        literal("{\"scheduled\":")
        list(plan.scheduled) { $0.scheduled($1) }
        literal(",\"unscheduled\":")
        list(plan.unscheduled) { $0.unscheduled($1) }
        literal(",\"unable\":")
        list(Self.unable(plan)) { writer, pair in
            writer.literal("{\"employee\":")
            writer.text(pair.employee)
            writer.literal(",\"activity\":")
            writer.text(pair.activity)
            writer.literal("}")
        }
        literal("}\n")
    }

    private mutating func scheduled(_ entry: ScheduledActivity) {
        literal("{\"activity\":")
        text(entry.activity)
        literal(",\"sessions\":")
        list(entry.sessions) { writer, span in
            writer.literal("{\"start\":")
            writer.instant(span.start)
            writer.literal(",\"end\":")
            writer.instant(span.end)
            writer.literal("}")
        }
        literal(",\"employees\":")
        list(entry.employees) { $0.text($1) }
        literal(",\"unable\":")
        list(entry.unable) { $0.text($1) }
        literal(",\"shiftMinutes\":")
        bytes.append(contentsOf: String(entry.shiftMinutes).utf8)
        literal("}")
    }

    private mutating func unscheduled(_ entry: UnscheduledActivity) {
        literal("{\"activity\":")
        text(entry.activity)
        literal(",\"unable\":")
        list(entry.unable) { $0.text($1) }
        literal(",\"reason\":\"")
        bytes.append(contentsOf: entry.reason.rawValue.utf8)
        literal("\"}")
    }

    private typealias Pair = (employee: Identifier, activity: Identifier)

    /// Every pair of an employee and an activity that misses that employee, in byte order (FORMAT 8.4).
    private static func unable(_ plan: Plan) -> [Pair] {
        var pairs: [Identifier: [Identifier]] = [:]
        for entry in plan.scheduled {
            for employee in entry.unable { pairs[employee, default: []].append(entry.activity) }
        }
        for entry in plan.unscheduled {
            for employee in entry.unable { pairs[employee, default: []].append(entry.activity) }
        }
        return pairs.sorted { $0.key < $1.key }.flatMap { employee, activities in
            activities.sorted().map { (employee, $0) }
        }
    }
}

extension PlanWriter {
    @inline(__always)
    private mutating func literal(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    @inline(__always)
    private mutating func list<Element>(_ elements: [Element], _ write: (inout PlanWriter, Element) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(&self, element)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func text(_ identifier: Identifier) {
        bytes.append(UInt8(ascii: "\""))
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
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hex(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// An instant as the problem's time zone shows it, with the offset in force (FORMAT 1.3).
    private mutating func instant(_ instant: Int) {
        let shown = local.local(instant)
        let day = floorDivide(shown, by: 1440)
        let date = CivilDate(daysSince1970: day)
        bytes.append(UInt8(ascii: "\""))
        year(date.year)
        bytes.append(UInt8(ascii: "-"))
        pair(date.month)
        bytes.append(UInt8(ascii: "-"))
        pair(date.day)
        bytes.append(UInt8(ascii: "T"))
        time(shown - day * 1440)
        literal(":00")
        let offset = shown - instant
        bytes.append(UInt8(ascii: offset < 0 ? "-" : "+"))
        time(abs(offset))
        bytes.append(UInt8(ascii: "\""))
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
