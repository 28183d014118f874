/// Intervals of instants and of times of day, with their ends by name.
extension JSONScanner {
    /// An object with two instants.
    @inline(__always)
    mutating func instants(_ first: Member = .start, _ last: Member = .end) throws -> Span {
        var start: Int?
        var end: Int?
        try members { scanner, member in
            switch member {
            case first: start = try scanner.optional { try $0.instant() }
            case last: end = try scanner.optional { try $0.instant() }
            default: try scanner.skip()
            }
        }
        return try span(start, end, first, last)
    }

    mutating func commitment() throws -> Commitment {
        var start: Int?
        var end: Int?
        var travel: Int?
        try members { scanner, member in
            switch member {
            case .start: start = try scanner.optional { try $0.instant() }
            case .end: end = try scanner.optional { try $0.instant() }
            case .travelMinutes: travel = try scanner.optional { try $0.count() }
            default: try scanner.skip()
            }
        }
        return Commitment(span: try span(start, end), travelMinutes: travel ?? 0)
    }

    /// An object with two times of day.
    mutating func daySpan() throws -> DaySpan {
        var start: Int?
        var end: Int?
        try members { scanner, member in
            switch member {
            case .start: start = try scanner.optional { try $0.timeOfDay() }
            case .end: end = try scanner.optional { try $0.timeOfDay() }
            default: try scanner.skip()
            }
        }
        let span = try span(start, end)
        return DaySpan(start: span.start, end: span.end)
    }

    mutating func weeklySpan() throws -> WeeklySpan {
        var weekday: Weekday?
        var start: Int?
        var end: Int?
        try members { scanner, member in
            switch member {
            case .weekday: weekday = try scanner.optional { try $0.weekday() }
            case .start: start = try scanner.optional { try $0.timeOfDay() }
            case .end: end = try scanner.optional { try $0.timeOfDay() }
            default: try scanner.skip()
            }
        }
        guard let weekday else { throw ProblemError("is missing", at: Member.weekday.rawValue) }
        let span = try span(start, end)
        return WeeklySpan(weekday: weekday, span: DaySpan(start: span.start, end: span.end))
    }

    @inline(__always)
    private func span(
        _ start: Int?, _ end: Int?, _ first: Member = .start, _ last: Member = .end
    ) throws -> Span {
        guard let start else { throw ProblemError("is missing", at: first.rawValue) }
        guard let end else { throw ProblemError("is missing", at: last.rawValue) }
        guard start < end else { throw ProblemError("\(first) must be before \(last)") }
        return Span(start: start, end: end)
    }
}
