import Messages

enum CaseCommand: String, Codable, Sendable, Hashable, CaseIterable {
    case assign, queue, take, start, answer, wait, resume, resolve, close, reopen
}

/// What must hold before a step, beside the status.
enum CaseCondition: String, Sendable, Hashable, CaseIterable {
    case employeeGiven = "employee given"
    case teamGiven = "team given"
    case askerIsEmployee = "who asks is an employee"
    case notAnswered = "not answered before"
    case noteGiven = "note given"
    case resolutionGiven = "resolution given"
}

/// What a step does beside the status.
enum CaseEffect: String, Sendable, Hashable, CaseIterable {
    case none = "–"
    case assign = "belongs to that employee"
    case take = "belongs to who asks"
    case queue = "waits in that team's queue, where it came from there at its old place"
    case answer = "the first answer is given"
    case resolve = "solved; hours are kept; the contract's allowance is used"
    case close = "closed"
    case reopen = "nobody's; waits in its queue from now on, the solution due anew; the allowance has it again"
}

/// The life of a case (CUS-11): the one table that the code, the README and the tests share. Each step needs cases:edit.
struct CaseTransition: Sendable, Hashable {
    let command: CaseCommand
    let from: [CaseStatus]
    let to: CaseStatus
    let conditions: [CaseCondition]
    let effect: CaseEffect

    static let open: [CaseStatus] = [.new, .assigned, .inProgress, .waitingForCustomer]
    static let finished: [CaseStatus] = [.resolved, .closed]

    static let all = [
        step(.assign, open, .assigned, [.employeeGiven], .assign),
        step(.queue, open, .new, [.teamGiven], .queue),
        step(.take, [.new], .assigned, [.askerIsEmployee], .take),
        step(.start, [.assigned], .inProgress),
        step(.answer, [.assigned, .inProgress, .waitingForCustomer], .inProgress, [.notAnswered], .answer),
        step(.wait, [.assigned, .inProgress], .waitingForCustomer, [], .answer),
        step(.resume, [.waitingForCustomer], .inProgress),
        step(.resolve, [.assigned, .inProgress, .waitingForCustomer], .resolved, [.resolutionGiven], .resolve),
        step(.close, [.resolved], .closed, [], .close),
        step(.reopen, finished, .new, [.noteGiven], .reopen),
    ]

    static func of(_ command: CaseCommand, from status: CaseStatus) -> CaseTransition? {
        all.first { $0.command == command && $0.from.contains(status) }
    }

    /// In the order of the table.
    static func possible(from status: CaseStatus) -> [CaseCommand] {
        all.filter { $0.from.contains(status) }.map(\.command)
    }

    private static func step(
        _ command: CaseCommand, _ from: [CaseStatus], _ to: CaseStatus, _ conditions: [CaseCondition] = [],
        _ effect: CaseEffect = .none
    ) -> CaseTransition {
        CaseTransition(command: command, from: from, to: to, conditions: conditions, effect: effect)
    }

    /// The table as the README shows it.
    static var markdown: String {
        let rows = all.map { step in
            let conditions = step.conditions.map(\.rawValue).joined(separator: "; ")
            return "| \(step.command.rawValue) | \(step.from.map(\.rawValue).joined(separator: ", ")) "
                + "| \(step.to.rawValue) | \(conditions.isEmpty ? "–" : conditions) | \(step.effect.rawValue) |"
        }
        return (["| command | from | to | conditions | effect |", "| --- | --- | --- | --- | --- |"] + rows)
            .joined(separator: "\n")
    }
}
