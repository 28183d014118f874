import Messages
import ServiceKit

/// What of this service belongs to somebody (ACC-2). Whoever a customer is shared with reaches its contacts and interactions
/// too, as far as their own permission for these goes (CUS-7).
extension OwnedEntity {
    static let customer = OwnedEntity("customer", .customers, table: "customer", path: "/customers")
    static let contact = OwnedEntity(
        "contact", .contacts, table: "contact", path: "/contacts", partOf: Parent("customer", column: "customerId"))
    static let interaction = OwnedEntity(
        "interaction", .interactions, table: "interaction", path: "/interactions",
        partOf: Parent("customer", column: "customerId"))
    static let lead = OwnedEntity("lead", .leads, table: "lead", path: "/leads")

    /// A line of a timeline that tells of another service's record: it is shared there, not here.
    static func timelineEntry(_ kind: TimelineEntry.Kind) -> OwnedEntity {
        OwnedEntity("timelineEntry", kind.function, table: "timelineEntry")
    }
}

enum CustomersAccess {
    static let entities: [OwnedEntity] = [.customer, .contact, .interaction, .lead]
}
