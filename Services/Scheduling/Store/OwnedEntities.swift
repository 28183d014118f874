import Foundation
import GRDB
import Messages
import ServiceKit

/// What of this service belongs to somebody (ACC-2).
extension OwnedEntity {
    /// An employee is their own first responsible. Who belongs to the firm is not shared, but a matter of scopes.
    static let employee = OwnedEntity("employee", .employees, table: "employee")
    /// A team's is whoever leads it.
    static let team = OwnedEntity("team", .employees, table: "team")
    /// Asked of rows at hand: whoever has been here for years attends thousands, of which no list is made.
    static let appointment = attended { alias, employee in
        "EXISTS (SELECT 1 FROM booking WHERE booking.appointmentId = \(alias).id AND booking.partyId = \(employee))"
    }

    /// The same for finding them in a period: what somebody attends is found by the index on (who, start).
    static func appointments(from: Instant?, to: Instant?) -> OwnedEntity {
        let (from, to) = (from ?? Instant(milliseconds: .min), to ?? Instant(milliseconds: .max))
        return attended { alias, employee in
            """
            \(alias).id IN (SELECT appointmentId FROM booking WHERE partyId = \(employee)
              AND startsAt >= \(from) AND startsAt < \(to))
            """
        }
    }

    private static func attended(
        _ condition: @escaping @Sendable (_ alias: SQL, _ employee: EntityID) -> SQL
    ) -> OwnedEntity {
        OwnedEntity(
            "appointment", .appointments, table: "appointment", path: "/appointments",
            otherOwners: OtherOwners(
                Bilingual(en: "Attends it.", vi: "Tham dự lịch hẹn."), condition: condition))
    }

    static let activity = OwnedEntity(
        "activity", .activities, table: "activity",
        otherOwners: OtherOwners(Bilingual(en: "Takes part in it.", vi: "Tham gia hoạt động.")) { alias, employee in
            "\(alias).id IN (SELECT activityId FROM activityEmployee WHERE employeeId = \(employee))"
        })
    /// As Customers says whose it is; it is shared there.
    static let customer = OwnedEntity("customer", .customers, table: "customerCopy")
}

enum SchedulingAccess {
    static let entities: [OwnedEntity] = [.employee, .team, .appointment, .activity]
}
