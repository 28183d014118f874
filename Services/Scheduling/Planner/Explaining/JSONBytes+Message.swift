extension JSONBytes {
    /// What a sentence names.
    enum Fact {
        case id(Identifier)
        case ids([Identifier])
        case instant(Int)
        case number(Int)
        /// In minutes.
        case duration(Int)
        case days([Int])
    }

    /// An explanation in sentences, made from its codes and facts; without quotes.
    mutating func message(_ explanation: Explanation, _ wording: Wording) {
        outcome(explanation, wording)
        for entry in explanation.inTheWay { obstruction(entry, wording) }
        if explanation.inTheWayOmitted > 0 { say(wording.more, .number(explanation.inTheWayOmitted), in: wording) }
        for limit in explanation.limits { self.limit(limit, wording) }
        for suggestion in explanation.suggestions { self.suggestion(suggestion, wording) }
    }

    private mutating func outcome(_ explanation: Explanation, _ wording: Wording) {
        let (activity, start) = (Fact.id(explanation.activity), Fact.instant(explanation.planned.start))
        switch explanation.outcome {
        case .moved(let minutes):
            let moved = Fact.instant(explanation.planned.start + minutes)
            let sentence = minutes < 0 ? wording.movedEarlier : wording.movedLater
            say(sentence, activity, start, moved, .duration(abs(minutes)), in: wording)
        case .unscheduled(let reason):
            say(wording.unscheduled, activity, start, in: wording)
            switch reason {
            case .deadline: say(wording.deadline, in: wording)
            case .customerUnavailable: say(wording.customerUnavailable, in: wording)
            case .fixedDate: say(wording.fixedDate, in: wording)
            case .noEmployeeFree: say(wording.noEmployeeFree, in: wording)
            }
        }
    }

    private mutating func obstruction(_ entry: Obstruction, _ wording: Wording) {
        let (who, start, end) = (Fact.id(entry.who), Fact.instant(entry.span.start), Fact.instant(entry.span.end))
        switch (entry.code, entry.activity) {
        case (.employeeActivity, let activity?):
            say(wording.employeeActivity, who, .id(activity), start, end, in: wording)
        case (.customerActivity, let activity?):
            say(wording.customerActivity, who, .id(activity), start, end, in: wording)
        case (.customerUnavailable, _): say(wording.customerTime, who, start, end, in: wording)
        case (.customerWeekly, _):
            say(wording.customerTime, who, start, end, in: wording)
            say(wording.everyWeek, in: wording)
        default: say(wording.employeeCommitment, who, start, end, in: wording)
        }
        if entry.travelMinutes > 0 { say(wording.travel, .duration(entry.travelMinutes), in: wording) }
        literal(".")
    }

    private mutating func limit(_ limit: Limit, _ wording: Wording) {
        switch limit {
        case .deadline(let deadline): say(wording.deadlineLimit, .instant(deadline), in: wording)
        case .period(let span): say(wording.periodLimit, .instant(span.start), .instant(span.end), in: wording)
        case .maxShift(let days): say(wording.shiftLimit, .number(days), in: wording)
        case .workingHours: say(wording.hoursLimit, in: wording)
        case .holidays(let days): say(wording.holidaysLimit, .days(days), in: wording)
        case .fixedDate: say(wording.dateLimit, in: wording)
        case .wholeDays: say(wording.daysLimit, in: wording)
        }
    }

    private mutating func suggestion(_ suggestion: Suggestion, _ wording: Wording) {
        switch suggestion {
        case .freeBefore(let time): freeTime(time, wording.freeBefore, wording)
        case .freeAfter(let time): freeTime(time, wording.freeAfter, wording)
        case .leaveOut(let employees): say(wording.leaveOut, .ids(employees), in: wording)
        case .laterDeadline(let deadline): say(wording.laterDeadline, .instant(deadline), in: wording)
        case .giveWay(let way):
            say(
                wording.giveWay, .instant(way.span.start), .id(way.employee), .ids(way.activities.map(\.activity)),
                in: wording)
        }
    }

    private mutating func freeTime(_ time: FreeTime, _ sentence: StaticString, _ wording: Wording) {
        say(sentence, .instant(time.span.start), .ids(time.employees), in: wording)
        for limit in time.beyond {
            switch limit {
            case .deadline: say(wording.pastDeadline, in: wording)
            case .period: say(wording.outsidePeriod, in: wording)
            default: say(wording.beyondShift, in: wording)
            }
        }
        literal(".")
    }

    private mutating func say(_ sentence: StaticString, _ facts: Fact..., in wording: Wording) {
        var next = 0
        for byte in UnsafeBufferPointer(start: sentence.utf8Start, count: sentence.utf8CodeUnitCount) {
            switch byte {
            case UInt8(ascii: "{"):
                fact(facts[next], wording)
                next += 1
            case UInt8(ascii: "}"): break
            default: bytes.append(byte)
            }
        }
    }

    private mutating func fact(_ fact: Fact, _ wording: Wording) {
        switch fact {
        case .id(let id): escaped(id)
        case .ids(let ids): joined(ids) { $0.escaped($1) }
        case .instant(let instant): readable(instant, dayFirst: wording.writesDayFirst)
        case .number(let value): number(value)
        case .duration(let minutes): duration(minutes, wording)
        case .days(let days): joined(days) { $0.date($1, dayFirst: wording.writesDayFirst) }
        }
    }

    /// `3 days 2 hours`.
    private mutating func duration(_ minutes: Int, _ wording: Wording) {
        let parts = [
            (minutes / 1440, wording.days), (minutes / 60 % 24, wording.hours), (minutes % 60, wording.minutes),
        ]
        var isFirst = true
        for (count, unit) in parts where count > 0 {
            if !isFirst { literal(" ") }
            isFirst = false
            number(count)
            literal(count == 1 ? unit.0 : unit.1)
        }
    }

    private mutating func joined<Element>(_ elements: [Element], _ write: (inout JSONBytes, Element) -> Void) {
        for (index, element) in elements.enumerated() {
            if index > 0 { literal(", ") }
            write(&self, element)
        }
    }
}
