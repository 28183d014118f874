import Messages
import ServiceKit

/// What of this service belongs to somebody (ACC-2). A quote is shared for itself, not along with its opportunity.
extension OwnedEntity {
    static let opportunity = OwnedEntity("opportunity", .opportunities, table: "opportunity", path: "/opportunities")
    static let quote = OwnedEntity("quote", .quotes, table: "quote", path: "/quotes")
    /// As Customers says whose it is; it is shared there.
    static let customer = OwnedEntity("customer", .customers, table: "customerCopy")
}

enum PipelineAccess {
    static let entities: [OwnedEntity] = [.opportunity, .quote]
}
