import GRDB
import Messages
import ServiceKit

/// What of this service belongs to somebody (ACC-2).
extension OwnedEntity {
    /// An employee is their own first responsible. Who belongs to the firm is not shared, but a matter of scopes.
    static let employee = OwnedEntity("employee", .employees, table: "employee")
    /// A team's is whoever leads it.
    static let team = OwnedEntity("team", .employees, table: "team")
    static let appointment = OwnedEntity(
        "appointment", .appointments, table: "appointment", path: "/appointments",
        otherOwners: OtherOwners(Bilingual(en: "Attends it.", vi: "Tham dự lịch hẹn.")) { alias, employee in
            "\(alias).id IN (SELECT appointmentId FROM booking WHERE partyId = \(employee))"
        })
    static let activity = OwnedEntity(
        "activity", .activities, table: "activity",
        otherOwners: OtherOwners(Bilingual(en: "Takes part in it.", vi: "Tham gia hoạt động.")) { alias, employee in
            "\(alias).id IN (SELECT activityId FROM activityEmployee WHERE employeeId = \(employee))"
        })
    static let plan = OwnedEntity("plan", .plans, table: "plan")
    /// As Customers says whose it is; it is shared there.
    static let customer = OwnedEntity("customer", .customers, table: "customerCopy")
}

enum SchedulingAccess {
    static let entities: [OwnedEntity] = [.employee, .team, .appointment, .activity, .plan]
}
