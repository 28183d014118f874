import Foundation
import Messages

/// How a call went, as people say it (SCH-9).
struct CallReport: Decodable, Sendable {
    /// Now where it is left out.
    var madeAt: Instant?
    var minutes: Int?
    var result: CallResult
    var notes: String?
}

/// What became of a call. It is forgotten once its day in Viet Nam has passed and nobody made it; it may still be made.
enum CallState: String, Codable, Sendable, Hashable, CaseIterable { case planned, made, forgotten, cancelled }

extension CallResult {
    /// Somebody was reached, or nobody will be: nothing is left to be done.
    var isFinal: Bool { self != .noAnswer && self != .busy }
}

extension Activity {
    /// A call that was tried; one at which somebody was reached is done.
    mutating func make(_ report: CallReport, by employee: EntityID?, at now: Instant) throws(ActivityError) {
        try requireAlive()
        guard kind == .call else { throw .notACall }
        let madeAt = report.madeAt ?? now
        // Clocks of telephones differ a little.
        guard madeAt <= now.adding(.seconds(300)) else { throw .callInvalid(path: "$.madeAt") }
        guard (0...1440).contains(report.minutes ?? 0) else { throw .callInvalid(path: "$.minutes") }
        let notes = report.notes?.trimmed
        guard (notes ?? "").count <= 4000 else { throw .textInvalid(field: "notes", most: 4000) }
        if report.result.isFinal { try finish() }
        call = MadeCall(
            madeAt: madeAt, minutes: report.minutes ?? 0, result: report.result,
            notes: notes?.isEmpty == true ? nil : notes, madeBy: employee, attempts: (call?.attempts ?? 0) + 1)
    }

    /// What was cut from its plan counts as called off. `today` begins then.
    func callState(_ today: Instant) -> CallState {
        if status == .done { return .made }
        guard isToDo else { return .cancelled }
        return (lastEnd ?? deadline).map { $0 <= today } == true ? .forgotten : .planned
    }
}
