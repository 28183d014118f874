import Foundation
import Messages

enum ContractCommand: String, Codable, Sendable, Hashable, CaseIterable {
    case draft, negotiate, agree
    case sendBack = "send-back"
    case sign, start, suspend, resume, accept, end, settle, liquidate, cancel
}

/// What must hold before a step, beside the status.
enum ContractCondition: String, Sendable, Hashable, CaseIterable {
    case hasLines = "has lines"
    case noteGiven = "note given"
    case minutesNamed = "note names the minutes"
    case noteUnlessAccepted = "note given unless accepted"
    case dayNotInFuture = "day not in the future"
    case dayInOrder = "day not before the step before"
    case dayAfterPayments = "day not before the last invoice or movement of money"
    case approvalStands = "approval of this exact content"
    case nothingOpen = "no draft and no open invoice, no order in work"
}

/// What a step does beside the status.
enum ContractEffect: String, Sendable, Hashable, CaseIterable {
    case none = "–"
    case keepRound = "the round is kept"
    case approve =
        "approval bound to the content's hash; agreed when every role that the amount needs has approved, in order"
    case voidApproval = "approvals void"
    case sign = "signing date; in force from then unless said otherwise"
}

/// The life of a contract (CON-2): the one table that the code, the README and the tests share.
struct ContractTransition: Sendable, Hashable {
    let command: ContractCommand
    let from: [ContractStatus]
    let to: ContractStatus
    let conditions: [ContractCondition]
    let function: Function
    let action: Action
    let effect: ContractEffect

    static let all = [
        step(.draft, [.requested], .drafted),
        step(.negotiate, [.drafted, .negotiating], .negotiating, [.noteGiven], effect: .keepRound),
        step(.agree, [.drafted, .negotiating], .agreed, [.hasLines], .contracts, .approve, .approve),
        step(
            .sendBack, [.drafted, .negotiating, .agreed], .negotiating, [.noteGiven], .contracts, .approve,
            .voidApproval),
        step(.sign, [.agreed], .signed, [.approvalStands, .dayNotInFuture], effect: .sign),
        step(.start, [.signed], .inProgress, [.dayNotInFuture, .dayInOrder]),
        step(.suspend, [.inProgress], .suspended, [.noteGiven, .dayNotInFuture, .dayInOrder]),
        step(.resume, [.suspended], .inProgress, [.dayNotInFuture, .dayInOrder]),
        step(.accept, [.inProgress], .accepted, [.minutesNamed, .dayNotInFuture, .dayInOrder]),
        step(
            .end, [.signed, .inProgress, .suspended, .accepted], .ended,
            [.noteUnlessAccepted, .dayNotInFuture, .dayInOrder]),
        step(
            .settle, [.ended], .settled, [.nothingOpen, .dayNotInFuture, .dayInOrder, .dayAfterPayments], .invoices,
            .approve),
        step(
            .liquidate, [.settled], .liquidated, [.dayNotInFuture, .dayInOrder, .dayAfterPayments], .contracts,
            .approve),
        step(.cancel, [.requested, .drafted, .negotiating, .agreed], .cancelled, [.noteGiven]),
    ]

    /// In the order of the table.
    static func possible(from status: ContractStatus) -> [ContractCommand] {
        all.filter { $0.from.contains(status) }.map(\.command)
    }

    static func of(_ command: ContractCommand) -> ContractTransition? { all.first { $0.command == command } }

    private static func step(
        _ command: ContractCommand, _ from: [ContractStatus], _ to: ContractStatus,
        _ conditions: [ContractCondition] = [], _ function: Function = .contracts, _ action: Action = .edit,
        _ effect: ContractEffect = .none
    ) -> ContractTransition {
        ContractTransition(
            command: command, from: from, to: to, conditions: conditions, function: function, action: action,
            effect: effect)
    }

    private static func step(
        _ command: ContractCommand, _ from: [ContractStatus], _ to: ContractStatus,
        _ conditions: [ContractCondition] = [], effect: ContractEffect
    ) -> ContractTransition { step(command, from, to, conditions, .contracts, .edit, effect) }

    /// The table as the README shows it.
    static var markdown: String {
        let rows = all.map { step in
            let conditions = step.conditions.map(\.rawValue).joined(separator: "; ")
            return
                "| \(step.command.rawValue) | \(step.from.map(\.rawValue).joined(separator: ", ")) | \(step.to.rawValue) "
                + "| \(conditions.isEmpty ? "–" : conditions) | \(step.function.rawValue):\(step.action.rawValue) "
                + "| \(step.effect.rawValue) |"
        }
        return
            (["| command | from | to | conditions | who | effect |", "| --- | --- | --- | --- | --- | --- |"] + rows)
            .joined(separator: "\n")
    }
}
