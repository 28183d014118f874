/// Plausible values for the samples, by the names of members. A member of text, number or flag that is missing here is
/// an error when contracts are rendered, so that every sample stays readable.
enum SampleBook: Sendable {
    /// When everything in the samples happened.
    static let time = Instant(milliseconds: 1_795_313_730_123)

    /// What is noted for `place`, under the most particular of its names.
    static func value(at place: SamplePlace) -> JSONValue? {
        for name in place.names {
            if let text = texts[name] { return .string(text) }
            if let number = numbers[name] { return .integer(number) }
            if let flag = flags[name] { return .bool(flag) }
        }
        return nil
    }

    /// Which record the id at `place` is of: `customerId` and `customerIds` are of the customer, `id` of the record
    /// itself.
    static func record(named place: SamplePlace) -> String {
        for name in place.names { if let record = records[name] { return record } }
        let stem = place.name.hasSuffix("Ids") ? place.name.dropLast(3) : place.name.dropLast(2)
        return stem.isEmpty ? place.members.dropLast().last ?? place.entity : String(stem)
    }

    private static let records = [
        "actor": "employee", "about": "contract", "responsibleId": "employee", "secondResponsibleId": "second-employee",
        "managerId": "manager", "leaderId": "manager", "parentId": "parent", "recipientIds": "employee",
        "lines.id": "line",
        "parentLineId": "parent-line", "acceptedQuoteId": "quote", "subject": "customer", "responsible.id": "employee",
        "customer-account.id": "customer", "records.id": "customer", "unknown": "second-customer",
        "instalments.id": "instalment", "guarantees.id": "guarantee", "visits.id": "visit",
        "predecessorId": "predecessor", "successorId": "successor", "contractLineId": "line",
        "delivered-item.id": "delivered-item",
        "followUp": "activity", "attendedIds": "employee", "absentIds": "second-employee",
        "submittedById": "employee", "decidedById": "manager", "comparison": "comparison", "bootstrap": "bootstrap",
        "store": "store", "session": "session",
        "copies.comparison.answered.after": "customer",
        "fieldId": "custom-field", "choices.id": "choice", "choiceIds": "choice",
        "assignedToId": "employee", "serviceContractId": "contract",
        "checklist.id": "checklist-item", "doneBy": "employee", "madeBy": "employee",
    ]

    private static let flags: [String: Bool] = [
        "isActive": true, "isPrimary": true, "isWorking": true, "isHeadOffice": false, "isSuspended": false,
        "isRetired": false, "isReadyMade": false, "isReversed": false, "deleted": false, "retryable": false,
        "isLast": true, "isFinal": true, "isObligatory": true, "isHeld": false, "isCut": false, "customerCame": true,
        "recurs": true, "yes": true, "isUnderWarranty": false,
    ]

    /// Two pieces at 1,500,000 đồng, 10 % discount, 8 % tax.
    private static let numbers: [String: Int64] = [
        "sums.amount": 3_000_000, "sums.discount": 300_000, "sums.afterDiscount": 2_700_000, "sums.tax": 216_000,
        "sums.total": 2_916_000, "sums.lines.amount": 3_000_000, "sums.lines.discount": 300_000,
        "sums.lines.afterDiscount": 2_700_000, "sums.lines.tax": 216_000, "sums.lines.total": 2_916_000,
        "base": 2_700_000,
        "taxAmount": 216_000, "expectedValue.amount": 2_916_000, "value.amount": 2_916_000,
        "amount.amount": 2_916_000, "allocations.amount": 2_916_000, "invoiced": 2_916_000, "paid": 2_916_000,
        "invoice.paid": 0, "advance": 0, "credit": 0, "paidInvoices": 3, "probability": 60, "revision": 1,
        "permissionVersion": 4, "durationMinutes": 45, "travelMinutes": 30, "plannedCosts.amount.amount": 450_000,
        "instalments.amount": 1_458_000, "guarantees.amount": 145_800, "adjustment": -291_600, "warrantyMonths": 24,
        "custom-field.position": 1, "room.places": 12, "logo.size": 20_480, "seq": 1, "epoch": 0, "bodyBytes": 0,
        "copies.audit.requested.after": 1234, "witnessed.seq": 5678,
        "call.minutes": 12, "call.attempts": 1, "edition": 1, "offsetDays": 2, "durationDays": 1, "steps.minutes": 60,
        "actualCosts.amount.amount": 430_000, "diary.revision": 1, "approval.number": 1, "approval.activities": 24,
        "approval.sums.amount.amount": 48_000_000, "submission.number": 1,
        "openWork.activities": 4, "openWork.appointments": 2, "openWork.projects": 1,
        "reopenings": 0,
        "bucket": 31, "buckets": 31, "buckets.count": 1, "page": 1, "highest": 123,
    ]
}
