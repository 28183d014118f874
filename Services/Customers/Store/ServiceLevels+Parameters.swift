import GRDB
import Messages
import ServiceKit
import Store

extension ServiceLevels {
    static func answerName(_ priority: ActivityPriority) -> String { "case-answer-hours-\(priority.rawValue)" }
    static func solutionName(_ priority: ActivityPriority) -> String { "case-solution-hours-\(priority.rawValue)" }

    /// The parameters in force at `instant`.
    static func load(at instant: Instant, _ db: Database) throws -> ServiceLevels {
        var levels = ServiceLevels()
        for priority in ActivityPriority.allCases {
            if let hours = try hours(answerName(priority), at: instant, db) { levels.answerHours[priority] = hours }
            if let hours = try hours(solutionName(priority), at: instant, db) {
                levels.solutionHours[priority] = hours
            }
        }
        return levels
    }

    private static func hours(_ name: String, at instant: Instant, _ db: Database) throws -> Int? {
        try Parameters.value(name, at: instant, db).flatMap { Int($0) }
    }
}
