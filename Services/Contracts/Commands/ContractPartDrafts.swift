import Foundation
import Messages
import Money
import Store

/// An instalment as a client gives it; one with an id is one that was there.
struct InstalmentDraft: Codable, Sendable, Hashable {
    var id: EntityID?
    var description: String
    var amount: Int64
    var dueOn: Day

    func made(_ newID: () -> EntityID) -> Instalment {
        Instalment(id: id ?? newID(), description: description, amount: amount, dueOn: dueOn)
    }
}

/// A retention or guarantee as a client gives it. `releasedOn` counts only once the contract is carried out.
struct GuaranteeDraft: Codable, Sendable, Hashable {
    var id: EntityID?
    var kind: GuaranteeKind
    var amount: Int64
    var expiresOn: Day
    var issuer: String?
    var reference: String?
    var releasedOn: Day?

    func made(_ newID: () -> EntityID) -> Guarantee {
        Guarantee(
            id: id ?? newID(), kind: kind, amount: amount, expiresOn: expiresOn, issuer: issuer, reference: reference,
            releasedOn: releasedOn)
    }
}

struct VisitDraft: Codable, Sendable, Hashable {
    var id: EntityID?
    var dueOn: Day
    var doneOn: Day?
    var note: String?

    func made(_ newID: () -> EntityID) -> MaintenanceVisit {
        MaintenanceVisit(id: id ?? newID(), dueOn: dueOn, doneOn: doneOn, note: note)
    }
}

struct WorkItemDraft: Codable, Sendable, Hashable {
    var id: EntityID?
    var title: String
    var employeeId: EntityID?
    var dueOn: Day?
    var doneOn: Day?
    var note: String?

    func made(_ newID: () -> EntityID) -> WorkItem {
        WorkItem(
            id: id ?? newID(), title: title, employeeId: employeeId, dueOn: dueOn, doneOn: doneOn, note: note)
    }
}

struct AllowanceDraft: Codable, Sendable, Hashable {
    var unit: AllowanceUnit
    var quantity: Quantity
    var from: Day?
    var to: Day?
    var coverage: String?

    /// What was used stays used.
    func made(used: Quantity) -> Allowance {
        Allowance(unit: unit, quantity: quantity, used: used, from: from, to: to, coverage: coverage)
    }
}

/// The text itself, or the template that it is to be made from.
struct TermsDraft: Codable, Sendable, Hashable {
    var template: String?
    /// As it was answered; so that terms can be sent back as they were read.
    var version: Int?
    var text: String?

    /// - Parameter contract: whose facts the template names; its own terms are those that were there.
    func made(for contract: Contract, in transaction: Transaction) throws -> Terms {
        if let text, !text.isEmpty {
            // Sent back as it was read: nobody has written it.
            if let kept = contract.terms, kept.text == text, template == nil || template == kept.template {
                return kept
            }
            guard text.utf8.count <= TermsText.most else { throw TermsError.invalidLength }
            return Terms(template: template, text: text)
        }
        guard let template else {
            throw LineError.missing(
                member: Bilingual(en: "a text or a template", vi: "nội dung hoặc mẫu"), path: "$.terms.text")
        }
        return try transaction.terms(from: template, for: contract)
    }
}
