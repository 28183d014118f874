import GRDB
import Messages
import ServiceKit
import Store

/// The one way in which customers are written: record, event, history and index together.
extension Transaction {
    /// Writes a new customer. What is known of it already (payments, quotes, appointments that came first) counts at once.
    func add(_ customer: Customer, event: EventName = .created) throws -> RecordVersion {
        var customer = customer
        let interest = try TimelineEntry.filter(
            Column("customerId") == customer.id && Column("showsInterest") == true
        ).order(Column("at")).fetchOne(db)
        if interest != nil { customer.noteInterest() }
        let version = try insert(&customer, event: event)
        try noteStatus(of: customer, from: nil, .created)
        try CustomerIndex.put(customer, db)
        guard let cause = try earlierCause(customer.id, interest) else { return version }
        return try evaluateStatus(of: &customer, from: customer, cause) ?? version
    }

    /// Payments say more than interest.
    private func earlierCause(_ id: EntityID, _ interest: TimelineEntry?) throws -> StatusCause? {
        if let account = try CustomerAccountRecord.of(id, db), account.paid.isAny {
            return StatusCause(kind: .payment, text: CustomerAccountState.subject(id).description)
        }
        return interest.map {
            switch $0.kind {
            case .quote: .interest(.quote, QuoteState.subject($0.id))
            case .activity: .interest(.activity, ActivityState.subject($0.id))
            default: .interest(.appointment, AppointmentState.subject($0.id))
            }
        }
    }

    /// Writes what changed, and the index where it is concerned.
    func save(
        _ customer: Customer, from old: Customer, event: EventName = .updated, expected: EventSequence? = nil
    ) throws -> RecordVersion {
        var customer = customer
        let version = try update(&customer, from: old, event: event, expected: expected)
        if version.sequence != old.sequence { try CustomerIndex.put(customer, db) }
        return version
    }

    func remove(_ customer: Customer, expected: EventSequence? = nil) throws -> RecordVersion {
        let version = try delete(customer, expected: expected)
        try CustomerIndex.remove(customer.id, db)
        return version
    }

    // MARK: Status

    /// Takes on the status that the facts warrant, where it is another; `old` is the row as it was read.
    @discardableResult
    func evaluateStatus(of customer: inout Customer, from old: Customer, _ cause: StatusCause) throws -> RecordVersion?
    {
        let paid = try CustomerAccountRecord.of(customer.id, db)?.paid ?? PaidValue()
        let terms = try StatusTerms.load(at: now, db)
        guard let before = customer.evaluate(paid, terms, at: now) else {
            // Interest or an undone fall is kept even where the status stays; it is nobody else's business.
            if customer != old { try customer.update(db) }
            return nil
        }
        return try writeStatus(of: &customer, from: old, before: before, cause)
    }

    /// Writes a status that was changed already.
    func writeStatus(
        of customer: inout Customer, from old: Customer, before: CustomerStatus, _ cause: StatusCause
    ) throws -> RecordVersion {
        let version = try update(&customer, from: old, event: "status-changed", cause: cause.text)
        try noteStatus(of: customer, from: before, cause)
        return version
    }

    /// Interest was shown in `customerId`, if such a customer is known.
    func noteInterest(in customerId: EntityID, _ cause: StatusCause) throws {
        guard let old = try find(Customer.self, customerId) else { return }
        var customer = old
        customer.noteInterest()
        try evaluateStatus(of: &customer, from: old, cause)
    }

    private func noteStatus(of customer: Customer, from before: CustomerStatus?, _ cause: StatusCause) throws {
        try StatusChangeRecord(
            customerId: customer.id, at: now, from: before, to: customer.status, causeKind: cause.kind,
            cause: cause.text, account: self.cause.actor
        ).insert(db)
    }
}
