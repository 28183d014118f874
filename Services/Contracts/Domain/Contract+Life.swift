import Foundation
import Messages

/// What a step of a contract's life is judged by.
struct ContractStep: Sendable {
    var command: ContractCommand
    var note: String?
    /// The day that it counts for.
    var on: Day
    var today: Day
    var account: EntityID
    var now: Instant
    /// The day of the last step from its signing on; nothing before that.
    var lastStepOn: Day?
    /// The day of its last invoice, payment or reversal.
    var lastMovementOn: Day?
    /// Documents of the contract that are not finished; the first is named.
    var unfinished: [UnfinishedDocument] = []
    /// Of which content the person approves.
    var contentHash: String?
    /// Whose approval the contract needs, in order; and what roles the person has.
    var requiredRoles: [String] = []
    var roles: [String] = []
}

extension Contract {
    /// Takes a step (CON-2). Who may is checked by the caller, from the same table.
    mutating func perform(_ step: ContractStep) throws -> ContractTransition {
        guard let transition = ContractTransition.of(step.command), transition.from.contains(status) else {
            throw ContractError.notAllowed(step.command, status)
        }
        for condition in transition.conditions { try check(condition, step) }
        switch transition.effect {
        case .none, .keepRound: break
        case .approve: guard try approve(step) else { return transition }
        case .voidApproval: (approval, approvals) = (nil, [])
        case .sign:
            signedOn = step.on
            if effectiveFrom == nil { effectiveFrom = step.on }
            try checkDates()
        }
        status = transition.to
        return transition
    }

    /// Whether it is agreed with this approval: another may have to follow.
    private mutating func approve(_ step: ContractStep) throws -> Bool {
        let hash = try contentHash()
        if step.contentHash.map({ $0 != hash }) ?? !step.requiredRoles.isEmpty { throw ApprovalError.contentNotRead }
        if approvals.contains(where: { $0.contentHash != hash }) { approvals = [] }
        if approvals.count < step.requiredRoles.count {
            let role = step.requiredRoles[approvals.count]
            guard !approvals.contains(where: { $0.account == step.account }) else {
                throw ApprovalError.approvedAlready
            }
            guard step.roles.contains(role) else { throw ApprovalError.approvalOfRole(role) }
            approvals.append(RoleApproval(role: role, account: step.account, at: step.now, contentHash: hash))
        }
        guard approvals.count >= step.requiredRoles.count else { return false }
        approval = Approval(contentHash: hash, account: step.account, at: step.now)
        return true
    }

    /// The steps that the status allows.
    var nextCommands: [ContractCommand] {
        ContractTransition.possible(from: status)
    }

    private func check(_ condition: ContractCondition, _ step: ContractStep) throws {
        switch condition {
        case .hasLines: if lines.isEmpty { throw ContractError.noLines }
        case .noteGiven, .minutesNamed: try requireNote(step)
        case .noteUnlessAccepted: if status != .accepted { try requireNote(step) }
        case .dayNotInFuture: if step.on > step.today { throw ContractError.inFuture(path: "$.on") }
        case .dayInOrder: if let last = step.lastStepOn, step.on < last { throw ContractError.beforeLast(last) }
        case .dayAfterPayments:
            if let last = step.lastMovementOn, step.on < last { throw ContractError.beforeLast(last) }
        case .approvalStands:
            guard let approval, approval.contentHash == (try contentHash()) else { throw ApprovalError.approvalVoid }
        case .nothingOpen: if let first = step.unfinished.first { throw ContractError.unfinished(first) }
        }
    }

    private func requireNote(_ step: ContractStep) throws(ContractError) {
        let note = step.note?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        guard !note.isEmpty else { throw .noteRequired(step.command) }
    }
}
