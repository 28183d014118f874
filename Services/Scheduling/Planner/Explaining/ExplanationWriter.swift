/// Writes explanations as one line of JSON. All members of an explanation are always there.
package struct ExplanationWriter {
    var json: JSONBytes

    package static func write(_ explanations: [Explanation], of plan: Plan) -> [UInt8] {
        var writer = ExplanationWriter(json: JSONBytes(plan.local))
        writer.json.bytes.reserveCapacity(1600 * explanations.count)
        writer.json.literal("{\"most\":")
        writer.json.number(Explanation.most)
        writer.json.literal(",\"explanations\":")
        writer.list(explanations) { $0.explanation($1) }
        writer.json.literal("}\n")
        return writer.json.bytes
    }

    private mutating func explanation(_ explanation: Explanation) {
        json.literal("{\"activity\":")
        json.text(explanation.activity)
        outcome(explanation.outcome)
        json.literal(",\"planned\":{")
        span(explanation.planned)
        json.literal("},\"inTheWay\":")
        list(explanation.inTheWay) { $0.obstruction($1) }
        json.literal(",\"inTheWayOmitted\":")
        json.number(explanation.inTheWayOmitted)
        json.literal(",\"limits\":")
        list(explanation.limits) { $0.limit($1) }
        json.literal(",\"suggestions\":")
        list(explanation.suggestions) { $0.suggestion($1) }
        json.literal(",\"message\":{\"vi\":\"")
        json.message(explanation, .vietnamese)
        json.literal("\",\"en\":\"")
        json.message(explanation, .english)
        json.literal("\"}}")
    }

    private mutating func outcome(_ outcome: Explanation.Outcome) {
        switch outcome {
        case .moved(let minutes):
            json.literal(",\"outcome\":\"moved\",\"shiftMinutes\":")
            json.number(minutes)
            json.literal(",\"reason\":null")
        case .unscheduled(let reason):
            json.literal(",\"outcome\":\"unscheduled\",\"shiftMinutes\":null,\"reason\":\"")
            json.plain(reason.rawValue)
            json.literal("\"")
        }
    }

    mutating func span(_ span: Span) {
        json.literal("\"start\":")
        json.instant(span.start)
        json.literal(",\"end\":")
        json.instant(span.end)
    }

    private mutating func obstruction(_ entry: Obstruction) {
        code(entry.code.rawValue)
        json.literal(",\"who\":")
        json.text(entry.who)
        json.literal(",\"activity\":")
        if let activity = entry.activity { json.text(activity) } else { json.literal("null") }
        json.literal(",\"priority\":")
        if let priority = entry.priority { self.priority(priority) } else { json.literal("null") }
        json.literal(",")
        span(entry.span)
        json.literal(",\"travelMinutes\":")
        json.number(entry.travelMinutes)
        json.literal("}")
    }

    private mutating func limit(_ limit: Limit) {
        code(limit.code)
        switch limit {
        case .deadline(let deadline):
            json.literal(",\"deadline\":")
            json.instant(deadline)
        case .period(let span):
            json.literal(",\"from\":")
            json.instant(span.start)
            json.literal(",\"to\":")
            json.instant(span.end)
        case .maxShift(let days):
            json.literal(",\"days\":")
            json.number(days)
        case .holidays(let days):
            json.literal(",\"dates\":")
            list(days) { writer, day in
                writer.json.literal("\"")
                writer.json.date(day)
                writer.json.literal("\"")
            }
        case .workingHours, .fixedDate, .wholeDays: break
        }
        json.literal("}")
    }

    mutating func code(_ code: String) {
        json.literal("{\"code\":\"")
        json.plain(code)
        json.literal("\"")
    }

    mutating func priority(_ priority: Priority) {
        json.literal("\"")
        json.plain("\(priority)")
        json.literal("\"")
    }

    mutating func list<Element>(_ elements: [Element], _ write: (inout ExplanationWriter, Element) -> Void) {
        json.literal("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { json.literal(",") }
            write(&self, element)
        }
        json.literal("]")
    }
}
