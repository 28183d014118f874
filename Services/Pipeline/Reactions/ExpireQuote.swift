import Foundation
import Messages
import Store

/// When the last day of a sent quote has ended where the firm is: it can no longer be accepted (PIP-4).
struct ExpireQuote {
    static let timerKind = "quote-expiry"
    let timer: TimerRow

    func execute(in transaction: Transaction) throws {
        guard let subject = Subject(timer.subject), let id = EntityID(subject.id),
            var quote = try transaction.find(Quote.self, id), quote.status == .sent,
            Self.occurrence(of: quote) == timer.occurrence
        else { return }
        let old = quote
        try quote.expire(at: transaction.now)
        try transaction.update(&quote, from: old, event: "expired", cause: "valid until \(quote.validUntil)")
    }

    /// Sets the timer of a sent quote; cancels it for any other.
    static func plan(for quote: Quote, in transaction: Transaction) throws {
        let end = LocalZone.vietNam.instant(of: quote.validUntil.adding(days: 1))
        let plan = TimerPlan(occurrence: occurrence(of: quote), dueAt: end, payload: "{}")
        try transaction.setTimers(
            kind: timerKind, subject: QuoteState.subject(quote.id), to: quote.status == .sent ? [plan] : [])
    }

    private static func occurrence(of quote: Quote) -> String { "revision-\(quote.revision)|\(quote.validUntil)" }
}
