import GRDB
import Messages
import ServiceKit

/// What of this service belongs to somebody (ACC-2). Whoever a customer is shared with reaches its contacts, interactions
/// and cases too, as far as their own permission for these goes (CUS-7).
extension OwnedEntity {
    static let customer = OwnedEntity("customer", .customers, table: "customer", path: "/customers")
    static let contact = OwnedEntity(
        "contact", .contacts, table: "contact", path: "/contacts", partOf: Parent("customer", column: "customerId"))
    static let interaction = OwnedEntity(
        "interaction", .interactions, table: "interaction", path: "/interactions",
        partOf: Parent("customer", column: "customerId"))
    static let lead = OwnedEntity("lead", .leads, table: "lead", path: "/leads")
    /// Asked by id, so that it holds for a line of the timeline too.
    static let supportCase = OwnedEntity(
        "case", .cases, table: "supportCase", path: "/cases", partOf: Parent("customer", column: "customerId"),
        otherOwners: OtherOwners(
            Bilingual(
                en: "Works on it, or belongs to the team in whose queue it waits.",
                vi: "Được giao xử lý, hoặc thuộc nhóm có hàng đợi chứa phản hồi.")
        ) { alias, employee in
            """
            \(alias).id IN (SELECT id FROM supportCase WHERE assignedToId = \(employee)
              UNION ALL SELECT id FROM supportCase WHERE status = 'new' AND teamId IN (
                SELECT id FROM teamCopy WHERE leaderId = \(employee)
                UNION ALL SELECT teamCopy.id FROM employeeTeam member JOIN teamCopy ON teamCopy.code = member.team
                  WHERE member.employeeId = \(employee)))
            """
        })
    /// Of those with an allowance; shared in Contracts, not here.
    static let contract = OwnedEntity("contract", .contracts, table: "contractCopy")

    /// A line of a timeline that tells of another service's record: it is shared there, not here.
    static func timelineEntry(_ kind: TimelineEntry.Kind) -> OwnedEntity {
        OwnedEntity("timelineEntry", kind.function, table: "timelineEntry")
    }
}

enum CustomersAccess {
    static let entities: [OwnedEntity] = [.customer, .contact, .interaction, .lead, .supportCase]
}
