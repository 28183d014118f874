import Messages

/// Within how many hours a case is answered and solved, by its priority (CUS-11). Hours of the clock, nights and holidays
/// too.
struct ServiceLevels: Sendable, Hashable {
    var answerHours: [ActivityPriority: Int] = Self.defaultAnswerHours
    var solutionHours: [ActivityPriority: Int] = Self.defaultSolutionHours

    static let defaultAnswerHours: [ActivityPriority: Int] = [
        .veryHigh: 1, .high: 4, .medium: 8, .low: 24, .veryLow: 48,
    ]
    static let defaultSolutionHours: [ActivityPriority: Int] = [
        .veryHigh: 4, .high: 24, .medium: 72, .low: 120, .veryLow: 240,
    ]
    /// A year.
    static let mostHours = 8784

    func answerDue(_ priority: ActivityPriority, from start: Instant) -> Instant {
        Self.adding(answerHours[priority] ?? Self.mostHours, to: start)
    }

    func solutionDue(_ priority: ActivityPriority, from start: Instant) -> Instant {
        Self.adding(solutionHours[priority] ?? Self.mostHours, to: start)
    }

    private static func adding(_ hours: Int, to start: Instant) -> Instant {
        start.adding(.seconds(Int64(hours) * 3600))
    }
}
