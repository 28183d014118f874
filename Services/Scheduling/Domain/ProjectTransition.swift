import Foundation
import Messages

enum ProjectCommand: String, Codable, Sendable, Hashable, CaseIterable {
    case start, hold, resume, close, cancel, reopen
}

/// What must hold before a step, beside the status.
enum ProjectCondition: String, Sendable, Hashable, CaseIterable {
    case noteGiven = "note given"
    case dayNotInFuture = "day not in the future"
    case nothingOpen = "no open activity"
    case partsEnded = "every sub-project closed or cancelled"
    case wholeOpen = "the project above neither closed nor cancelled"
}

/// What a step does beside the status.
enum ProjectEffect: String, Sendable, Hashable, CaseIterable {
    case none = "–"
    case callOff = "its open activities and its appointments to come are called off"
}

/// The life of a project (SCH-10): the one table that the code, the README and the tests share.
struct ProjectTransition: Sendable, Hashable {
    let command: ProjectCommand
    let from: [ProjectStatus]
    let to: ProjectStatus
    let conditions: [ProjectCondition]
    /// Of the function `activities`.
    let action: Action
    let effect: ProjectEffect

    static let all = [
        step(.start, [.planned], .inProgress, [.dayNotInFuture, .wholeOpen]),
        step(.hold, [.inProgress], .onHold, [.noteGiven, .dayNotInFuture]),
        step(.resume, [.onHold], .inProgress, [.dayNotInFuture, .wholeOpen]),
        step(.close, [.inProgress, .onHold], .closed, [.dayNotInFuture, .nothingOpen, .partsEnded]),
        step(
            .cancel, [.planned, .inProgress, .onHold], .cancelled, [.noteGiven, .dayNotInFuture, .partsEnded],
            effect: .callOff),
        step(.reopen, [.closed, .cancelled], .inProgress, [.noteGiven, .dayNotInFuture, .wholeOpen], .approve),
    ]

    static func of(_ command: ProjectCommand) -> ProjectTransition? { all.first { $0.command == command } }

    private static func step(
        _ command: ProjectCommand, _ from: [ProjectStatus], _ to: ProjectStatus, _ conditions: [ProjectCondition],
        _ action: Action = .edit, effect: ProjectEffect = .none
    ) -> ProjectTransition {
        ProjectTransition(
            command: command, from: from, to: to, conditions: conditions, action: action, effect: effect)
    }

    /// The table as the README shows it.
    static var markdown: String {
        let rows = all.map { step in
            let from = step.from.map(\.rawValue).joined(separator: ", ")
            let conditions = step.conditions.map(\.rawValue).joined(separator: "; ")
            return "| \(step.command.rawValue) | \(from) | \(step.to.rawValue) | \(conditions) "
                + "| activities:\(step.action.rawValue) | \(step.effect.rawValue) |"
        }
        return
            (["| command | from | to | conditions | who | effect |", "| --- | --- | --- | --- | --- | --- |"] + rows)
            .joined(separator: "\n")
    }
}
