import Foundation
import Messages

/// A lead (đầu mối): an unqualified sign of interest (CUS-3).
struct Lead: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    let code: String
    var personName: String? { didSet { fold() } }
    var firmName: String? { didSet { fold() } }
    private(set) var nameFolded: String = ""
    var taxCode: String?
    var phone: Phone?
    var email: String?
    var need: String?
    var source: String?
    var rating: LeadRating = .warm
    private(set) var status: LeadStatus = .new
    private(set) var disqualifiedReason: String?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var externalSystem: String?
    var externalId: String?
    var recordedAt: Instant?
    /// Whether a person edited it since it came in: then what the outside system says later is not taken over.
    var staffEdits: [String] = []
    private(set) var conversion: LeadState.Conversion?
    /// What the conversion made, with versions, so that it can be undone while nothing was built on it.
    private(set) var made: Made?
    let createdAt: Instant

    struct Made: Codable, Sendable, Hashable {
        /// The version that the conversion left; nothing where it joined a customer that there was.
        var customer: EventSequence?
        var contact: EventSequence?
    }

    init(id: EntityID, code: String, at now: Instant) {
        self.id = id
        self.code = code
        createdAt = now
    }

    /// The firm, else the person.
    var name: String { firmName ?? personName ?? "" }

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            branchId = newValue.branchId
            responsibleId = newValue.responsibleId
            secondResponsibleId = newValue.secondResponsibleId
        }
    }

    var external: ExternalReference? {
        guard let externalSystem, let externalId else { return nil }
        return ExternalReference(system: externalSystem, externalId: externalId)
    }

    var duplicateKeys: [DuplicateKey] {
        DuplicateKey.keys(
            names: [name], taxCode: taxCode, phones: [phone].compactMap(\.self), emails: [email].compactMap(\.self))
    }

    private mutating func fold() { nameFolded = TextFolding.fold(name) }

    // MARK: Changes

    /// A converted or disqualified lead is read-only.
    func requireOpen() throws(LeadError) {
        switch status {
        case .new: return
        case .converted: throw .alreadyConverted(conversion?.customerId)
        case .disqualified: throw .alreadyDisqualified
        }
    }

    mutating func disqualify(_ reason: String) throws(LeadError) {
        try requireOpen()
        (status, disqualifiedReason) = (.disqualified, reason)
    }

    mutating func convert(_ conversion: LeadState.Conversion, made: Made) throws(LeadError) {
        try requireOpen()
        (status, self.conversion, self.made) = (.converted, conversion, made)
    }

    mutating func undoConversion() throws(LeadError) {
        guard status == .converted else { throw .notConverted }
        (status, conversion, made) = (.new, nil, nil)
    }
}
