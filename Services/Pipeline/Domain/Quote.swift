import Foundation
import Messages
import Money

/// A quote (báo giá), PIP-4. One record and number through all its revisions; what was sent never changes: a revision
/// makes a new draft of it, and what each sent revision held is kept beside.
struct Quote: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    /// `BG-2026-00001`
    var number: String
    /// From 1.
    var revision = 1
    var customerId: EntityID
    var contactId: EntityID?
    var opportunityId: EntityID?
    var status: QuoteStatus = .draft
    var currency: Currency
    var lines: [LineState]
    var sums: DocumentSums
    /// The last day, where the firm is, on which it can be accepted.
    var validUntil: Day
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var sentAt: Instant?
    /// When it was accepted, rejected or expired, and why it was rejected.
    var decidedAt: Instant?
    var rejectionReason: String?
    var createdAt: Instant

    var ownership: Ownership {
        get { Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId) }
        set {
            branchId = newValue.branchId
            responsibleId = newValue.responsibleId
            secondResponsibleId = newValue.secondResponsibleId
        }
    }

    func requireDraft() throws(QuoteError) {
        guard status == .draft else { throw .wrongStatus(status, needed: .draft) }
    }

    mutating func send(at now: Instant, today: Day) throws(QuoteError) {
        try requireDraft()
        guard !lines.isEmpty else { throw .noLines }
        guard validUntil >= today else { throw .validityPassed(validUntil) }
        status = .sent
        sentAt = now
    }

    mutating func accept(at now: Instant, today: Day) throws(QuoteError) {
        try requireSent()
        guard validUntil >= today else { throw .validityPassed(validUntil) }
        status = .accepted
        decidedAt = now
    }

    mutating func reject(reason: String?, at now: Instant) throws(QuoteError) {
        try requireSent()
        status = .rejected
        rejectionReason = reason
        decidedAt = now
    }

    mutating func expire(at now: Instant) throws(QuoteError) {
        try requireSent()
        status = .expired
        decidedAt = now
    }

    /// A new draft of what was sent and not accepted.
    mutating func revise(validUntil: Day, today: Day) throws(QuoteError) {
        guard status == .sent || status == .rejected || status == .expired else {
            throw .wrongStatus(status, needed: .sent)
        }
        guard validUntil >= today else { throw .validityPassed(validUntil) }
        revision += 1
        status = .draft
        self.validUntil = validUntil
        (sentAt, decidedAt, rejectionReason) = (nil, nil, nil)
    }

    private func requireSent() throws(QuoteError) {
        guard status == .sent else { throw .wrongStatus(status, needed: .sent) }
    }
}
