import GRDB
import Messages
import Money
import Store

/// One line of a customer's timeline (CUS-8): a record of this or another service as it stands now.
struct TimelineEntry: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "timelineEntry"

    enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
        case interaction, appointment, activity, quote, opportunity, contract, invoice, payment
        case supportCase = "case"

        /// The permission that shows it.
        var function: Function {
            switch self {
            case .interaction: .interactions
            case .appointment: .appointments
            case .activity: .activities
            case .quote: .quotes
            case .opportunity: .opportunities
            case .contract: .contracts
            case .invoice: .invoices
            case .payment: .payments
            case .supportCase: .cases
            }
        }
    }

    var id: EntityID
    var sequence: EventSequence
    var kind: Kind
    var customerId: EntityID
    /// When it was, which is what the timeline is sorted by.
    var at: Instant
    var title: String
    var status: String?
    var amount: Amount?
    var note: String?
    /// Makes a potential customer prospective (CUS-2).
    var showsInterest: Bool = false
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?

    init(
        _ kind: Kind, id: EntityID, sequence: EventSequence, customerId: EntityID, at: Instant, title: String,
        status: String? = nil, amount: Amount? = nil, note: String? = nil, showsInterest: Bool = false,
        ownership: Ownership
    ) {
        self.id = id
        self.sequence = sequence
        self.kind = kind
        self.customerId = customerId
        self.at = at
        self.title = title
        self.status = status
        self.amount = amount
        self.note = note
        self.showsInterest = showsInterest
        branchId = ownership.branchId
        responsibleId = ownership.responsibleId
        secondResponsibleId = ownership.secondResponsibleId
    }

    static func find(_ id: EntityID, _ db: Database) throws -> TimelineEntry? {
        try filter(Column("id") == id).fetchOne(db)
    }

    static func remove(_ id: EntityID, _ db: Database) throws {
        _ = try filter(Column("id") == id).deleteAll(db)
    }
}
