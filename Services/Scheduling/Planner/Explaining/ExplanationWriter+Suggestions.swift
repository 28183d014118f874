extension ExplanationWriter {
    mutating func suggestion(_ suggestion: Suggestion) {
        code(suggestion.code)
        json.literal(",")
        switch suggestion {
        case .freeBefore(let time), .freeAfter(let time): freeTime(time)
        case .leaveOut(let employees):
            json.literal("\"employees\":")
            list(employees) { $0.json.text($1) }
        case .laterDeadline(let deadline):
            json.literal("\"deadline\":")
            json.instant(deadline)
        case .giveWay(let givingWay): self.givingWay(givingWay)
        }
        json.literal("}")
    }

    private mutating func freeTime(_ time: FreeTime) {
        span(time.span)
        json.literal(",\"shiftMinutes\":")
        json.number(time.shiftMinutes)
        json.literal(",\"employees\":")
        list(time.employees) { $0.json.text($1) }
        json.literal(",\"beyond\":")
        list(time.beyond) { writer, limit in
            writer.json.literal("\"")
            writer.json.plain(limit.code)
            writer.json.literal("\"")
        }
    }

    private mutating func givingWay(_ givingWay: GivingWay) {
        span(givingWay.span)
        json.literal(",\"shiftMinutes\":")
        json.number(givingWay.shiftMinutes)
        json.literal(",\"employee\":")
        json.text(givingWay.employee)
        json.literal(",\"activities\":")
        list(givingWay.activities) { writer, entry in
            writer.json.literal("{\"activity\":")
            writer.json.text(entry.activity)
            writer.json.literal(",\"priority\":")
            writer.priority(entry.priority)
            writer.json.plain(",\"isLower\":\(entry.isLower)}")
        }
    }
}
