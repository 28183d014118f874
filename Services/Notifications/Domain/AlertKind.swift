import Foundation
import Messages

/// What an alert is about: the wire name of its kind, and the kind of the timers that lead to it.
enum AlertKind: String, Codable, Sendable, Hashable, CaseIterable {
    case appointmentReminder = "appointment-reminder"
    case activityDue = "activity-due"
    case activityOverdue = "activity-overdue"
    case appointmentInvitation = "appointment-invitation"
    case appointmentAnswer = "appointment-answer"
    case planSubmitted = "plan-submitted"
    case planApproved = "plan-approved"
    case planSentBack = "plan-sent-back"
    case openWorkLeft = "open-work-left"
    case contractExpiring = "contract-expiring"
    case invoiceOverdue = "invoice-overdue"
    case instalmentDue = "instalment-due"
    case guaranteeExpiring = "guarantee-expiring"
    case visitDue = "visit-due"
    case warrantyEnding = "warranty-ending"
    case allowanceLow = "allowance-low"
    case allowanceUsedUp = "allowance-used-up"

    /// On `quen.notifications`.
    var routingKey: String { "notify.\(rawValue).v1" }
}
