import Foundation
import Messages
import Money

/// A customer (khách hàng), CUS-1 and CUS-2.
struct Customer: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var code: String
    private(set) var kind: CustomerKind
    var name: String { didSet { fold() } }
    /// What lists sort by: without accents and case.
    private(set) var nameFolded: String = ""
    /// What a search that gives the tones finds first: composed, lower case.
    private(set) var nameExact: String = ""
    var shortName: String?
    var taxCode: String?
    private(set) var status: CustomerStatus
    private(set) var statusSince: Instant
    /// Interest was shown since the last fall to *potential*.
    private(set) var hasInterest: Bool = false
    /// The last fall by a check that no payment has undone.
    private(set) var fellOn: Day?
    private(set) var fellTo: CustomerStatus?
    var isActive: Bool = true
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var address: Address?
    var phones: [Phone] = []
    var emails: [String] = []
    var invoiceEmail: String?
    var website: String?
    var region: String?
    var industry: String?
    var size: String?
    var source: String?
    var parentId: EntityID?
    var externalSystem: String?
    var externalId: String?
    /// The time of the outside system's record that was applied last.
    var recordedAt: Instant?
    /// Members that staff edited and that an outside system says otherwise no more.
    var staffEdits: [String] = []
    var details = CustomerDetails()
    let createdAt: Instant

    init(id: EntityID, code: String, kind: CustomerKind, name: String, at now: Instant) {
        self.id = id
        self.code = code
        self.kind = kind
        self.name = name
        status = kind == .mass ? .mass : .potential
        statusSince = now
        createdAt = now
        fold()
    }

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

    private mutating func fold() {
        nameFolded = TextFolding.fold(name)
        nameExact = name.precomposedStringWithCanonicalMapping.lowercased()
    }

    // MARK: Changes

    /// An organisation may turn out to be an individual; mass market stays what it is.
    mutating func become(_ kind: CustomerKind) throws(CustomerError) {
        guard kind != self.kind else { return }
        guard kind != .mass, self.kind != .mass else { throw .massIsFixed }
        self.kind = kind
    }

    mutating func deactivate() throws(CustomerError) {
        guard isActive else { throw .alreadyInactive }
        isActive = false
    }

    mutating func reactivate() throws(CustomerError) {
        guard !isActive else { throw .alreadyActive }
        isActive = true
    }

    // MARK: Status (CUS-2)

    /// The status that all known facts warrant.
    func warranted(by paid: PaidValue, _ terms: StatusTerms) -> CustomerStatus {
        StatusRules.status(kind: kind, paid: paid, cappedAt: fellTo, hasInterest: hasInterest, terms)
    }

    mutating func noteInterest() { hasInterest = true }

    /// A new payment undoes a fall.
    mutating func undoFall() { (fellOn, fellTo) = (nil, nil) }

    /// Takes on what `paid` warrants; the status before where it changed.
    mutating func evaluate(_ paid: PaidValue, _ terms: StatusTerms, at now: Instant) -> CustomerStatus? {
        let before = status
        let after = warranted(by: paid, terms)
        guard after != before else { return nil }
        (status, statusSince) = (after, now)
        return before
    }

    /// Lowers by the one level that a check found due.
    mutating func fall(to level: CustomerStatus, on day: Day, at now: Instant) {
        (fellOn, fellTo) = (day, level)
        (status, statusSince) = (level, now)
        if level == .potential { hasInterest = false }
    }
}
