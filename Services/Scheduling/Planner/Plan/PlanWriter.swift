/// Writes a plan as one line of JSON (FORMAT 8).
package struct PlanWriter {
    private var json: JSONBytes

    package static func write(_ plan: Plan) -> [UInt8] {
        var writer = PlanWriter(plan.local)
        writer.json.bytes.reserveCapacity(320 * (plan.scheduled.count + plan.unscheduled.count))
        writer.write(plan)
        return writer.json.bytes
    }

    private init(_ local: LocalTime) { json = JSONBytes(local) }

    private mutating func write(_ plan: Plan) {
        json.literal("{\"scheduled\":")
        list(plan.scheduled) { $0.scheduled($1) }
        json.literal(",\"unscheduled\":")
        list(plan.unscheduled) { $0.unscheduled($1) }
        json.literal(",\"unable\":")
        list(Self.unable(plan)) { writer, pair in
            writer.json.literal("{\"employee\":")
            writer.json.text(pair.employee)
            writer.json.literal(",\"activity\":")
            writer.json.text(pair.activity)
            writer.json.literal("}")
        }
        json.literal("}\n")
    }

    private mutating func scheduled(_ entry: ScheduledActivity) {
        json.literal("{\"activity\":")
        json.text(entry.activity)
        json.literal(",\"sessions\":")
        list(entry.sessions) { writer, span in
            writer.json.literal("{\"start\":")
            writer.json.instant(span.start)
            writer.json.literal(",\"end\":")
            writer.json.instant(span.end)
            writer.json.literal("}")
        }
        json.literal(",\"employees\":")
        list(entry.employees) { $0.json.text($1) }
        json.literal(",\"unable\":")
        list(entry.unable) { $0.json.text($1) }
        json.literal(",\"shiftMinutes\":")
        json.number(entry.shiftMinutes)
        json.literal("}")
    }

    private mutating func unscheduled(_ entry: UnscheduledActivity) {
        json.literal("{\"activity\":")
        json.text(entry.activity)
        json.literal(",\"unable\":")
        list(entry.unable) { $0.json.text($1) }
        json.literal(",\"reason\":\"")
        json.plain(entry.reason.rawValue)
        json.literal("\"}")
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
    private mutating func list<Element>(_ elements: [Element], _ write: (inout PlanWriter, Element) -> Void) {
        json.literal("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { json.literal(",") }
            write(&self, element)
        }
        json.literal("]")
    }
}
