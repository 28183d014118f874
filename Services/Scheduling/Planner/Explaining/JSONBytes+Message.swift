extension JSONBytes {
    /// What a sentence names.
    enum Fact {
        case id(Identifier)
        case ids([Identifier])
        case instant(Int)
        case number(Int)
        case days([Int])
    }

    /// An explanation in sentences, made from its codes and facts; without quotes.
    mutating func message(_ explanation: Explanation, _ wording: Wording) {
        outcome(explanation, wording)
        for entry in explanation.inTheWay { obstruction(entry, wording) }
        if explanation.inTheWayOmitted > 0 { say(wording.more, .number(explanation.inTheWayOmitted)) }
        for limit in explanation.limits { self.limit(limit, wording) }
        for suggestion in explanation.suggestions { self.suggestion(suggestion, wording) }
    }

    private mutating func outcome(_ explanation: Explanation, _ wording: Wording) {
        let (activity, start) = (Fact.id(explanation.activity), Fact.instant(explanation.planned.start))
        switch explanation.outcome {
        case .moved(let minutes):
            say(minutes < 0 ? wording.movedEarlier : wording.movedLater, activity, start, .number(abs(minutes)))
        case .unscheduled(let reason):
            say(wording.unscheduled, activity, start)
            switch reason {
            case .deadline: say(wording.deadline)
            case .customerUnavailable: say(wording.customerUnavailable)
            case .fixedDate: say(wording.fixedDate)
            case .noEmployeeFree: say(wording.noEmployeeFree)
            }
        }
    }

    private mutating func obstruction(_ entry: Obstruction, _ wording: Wording) {
        let (who, start, end) = (Fact.id(entry.who), Fact.instant(entry.span.start), Fact.instant(entry.span.end))
        switch (entry.code, entry.activity) {
        case (.employeeActivity, let activity?): say(wording.employeeActivity, who, .id(activity), start, end)
        case (.customerActivity, let activity?): say(wording.customerActivity, who, .id(activity), start, end)
        case (.customerUnavailable, _): say(wording.customerTime, who, start, end)
        case (.customerWeekly, _):
            say(wording.customerTime, who, start, end)
            say(wording.everyWeek)
        default: say(wording.employeeCommitment, who, start, end)
        }
        if entry.travelMinutes > 0 { say(wording.travel, .number(entry.travelMinutes)) }
        literal(".")
    }

    private mutating func limit(_ limit: Limit, _ wording: Wording) {
        switch limit {
        case .deadline(let deadline): say(wording.deadlineLimit, .instant(deadline))
        case .period(let span): say(wording.periodLimit, .instant(span.start), .instant(span.end))
        case .maxShift(let days): say(wording.shiftLimit, .number(days))
        case .workingHours: say(wording.hoursLimit)
        case .holidays(let days): say(wording.holidaysLimit, .days(days))
        case .fixedDate: say(wording.dateLimit)
        case .wholeDays: say(wording.daysLimit)
        }
    }

    private mutating func suggestion(_ suggestion: Suggestion, _ wording: Wording) {
        switch suggestion {
        case .freeBefore(let time): freeTime(time, wording.freeBefore, wording)
        case .freeAfter(let time): freeTime(time, wording.freeAfter, wording)
        case .leaveOut(let employees): say(wording.leaveOut, .ids(employees))
        case .laterDeadline(let deadline): say(wording.laterDeadline, .instant(deadline))
        case .giveWay(let way):
            say(wording.giveWay, .instant(way.span.start), .id(way.employee), .ids(way.activities.map(\.activity)))
        }
    }

    private mutating func freeTime(_ time: FreeTime, _ sentence: StaticString, _ wording: Wording) {
        say(sentence, .instant(time.span.start), .ids(time.employees))
        for limit in time.beyond {
            switch limit {
            case .deadline: say(wording.pastDeadline)
            case .period: say(wording.outsidePeriod)
            default: say(wording.beyondShift)
            }
        }
        literal(".")
    }

    private mutating func say(_ sentence: StaticString, _ facts: Fact...) {
        var next = 0
        for byte in UnsafeBufferPointer(start: sentence.utf8Start, count: sentence.utf8CodeUnitCount) {
            switch byte {
            case UInt8(ascii: "{"):
                fact(facts[next])
                next += 1
            case UInt8(ascii: "}"): break
            default: bytes.append(byte)
            }
        }
    }

    private mutating func fact(_ fact: Fact) {
        switch fact {
        case .id(let id): escaped(id)
        case .ids(let ids): joined(ids) { $0.escaped($1) }
        case .instant(let instant): readable(instant)
        case .number(let value): number(value)
        case .days(let days): joined(days) { $0.date($1) }
        }
    }

    private mutating func joined<Element>(_ elements: [Element], _ write: (inout JSONBytes, Element) -> Void) {
        for (index, element) in elements.enumerated() {
            if index > 0 { literal(", ") }
            write(&self, element)
        }
    }
}
