import GRDB
import Messages
import Store

/// The check runs by itself on the last day of each month, local time; one that was missed runs once, late (CUS-2).
enum StatusCheckTimer {
    static let kind = "status-check"
    private static let subject = Subject(kind, RunStatusCheckNow.checkID)
    /// 22:00, so that the day's payments count.
    private static let minutes = 22 * 60

    /// At start: one that waits, even overdue, stays.
    static func ensure(in transaction: Transaction) throws {
        let isWaiting = try Bool.fetchOne(
            transaction.db, sql: "SELECT EXISTS (SELECT 1 FROM timer WHERE kind = ? AND state = 'waiting')",
            arguments: [kind])
        if isWaiting != true { try schedule(after: transaction.now, in: transaction) }
    }

    static func fire(in transaction: Transaction) throws {
        try RunStatusCheck(day: LocalZone.vietNam.day(of: transaction.now)).execute(in: transaction)
        try schedule(after: transaction.now, in: transaction)
    }

    private static func schedule(after instant: Instant, in transaction: Transaction) throws {
        let zone = LocalZone.vietNam
        var day = zone.day(of: instant).lastOfMonth
        if zone.instant(of: day, minutes: minutes) <= instant { day = day.adding(days: 1).lastOfMonth }
        try transaction.setTimers(
            kind: kind, subject: subject,
            to: [TimerPlan(occurrence: day.description, dueAt: zone.instant(of: day, minutes: minutes), payload: "{}")])
    }
}
