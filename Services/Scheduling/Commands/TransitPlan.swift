import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// One step in the life of a plan (SCH-7). Who edits it submits it and opens it for adjustment; who may approve plans
/// approves it or sends it back.
struct TransitPlan {
    enum Step: Sendable {
        case submit(note: String?)
        /// Of the content with this hash.
        case approve(contentHash: String, note: String?)
        case sendBack(remarks: String)
        case adjust(reason: String)

        fileprivate var name: PlanStep {
            switch self {
            case .submit: .submit
            case .approve: .approve
            case .sendBack: .sendBack
            case .adjust: .adjust
            }
        }

        fileprivate var event: EventName {
            switch self {
            case .submit: "submitted"
            case .approve: "approved"
            case .sendBack: "sent-back"
            case .adjust: "adjustment-begun"
            }
        }

        fileprivate func note() throws(PlanError) -> String? {
            switch self {
            case .submit(let note), .approve(_, let note):
                note?.trimmed.isEmpty == false ? try ActivityPlan.note(note, "note") : nil
            case .sendBack(let remarks): try ActivityPlan.note(remarks, "remarks")
            case .adjust(let reason): try ActivityPlan.note(reason, "reason")
            }
        }
    }

    var id: EntityID
    var step: Step
    var person: Person

    func execute(in transaction: Transaction) throws -> RecordVersion {
        let old = try RowScope(person, .plan, step.name.action).fetch(ActivityPlan.self, id, transaction.db)
        let note = try step.note()
        var plan = old
        let actor = ActivityPlan.Actor(account: person.account, employee: person.employee, now: transaction.now)
        switch step {
        case .submit: try plan.submit(try plan.content(transaction.db), note: note, by: actor)
        case .approve(let hash, _):
            let content = try plan.content(transaction.db)
            try plan.approve(content, read: hash, note: note, by: actor)
            if let approval = plan.approval {
                try transaction.keepApproval(content, approval, note: note, by: person)
            }
        case .sendBack(let remarks): try plan.sendBack(remarks: remarks, by: actor)
        case .adjust(let reason): try plan.adjust(reason: reason)
        }
        try transaction.keepStep(step.name, of: plan, from: old, note: note, by: person)
        return try transaction.update(&plan, from: old, event: step.event, cause: note)
    }
}
