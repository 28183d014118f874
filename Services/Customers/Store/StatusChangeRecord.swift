import GRDB
import Messages
import Store

/// One line of a customer's status history (CUS-2).
struct StatusChangeRecord: Codable, Sendable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "statusChange"
    var number: Int64?
    var customerId: EntityID
    var at: Instant
    /// Nothing for a new customer.
    var from: CustomerStatus?
    var to: CustomerStatus
    var causeKind: StatusCause.Kind
    var cause: String
    /// The account of the person who did it.
    var account: EntityID?
}
