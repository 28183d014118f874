import GRDB
import Messages
import ServiceKit

/// What of this service belongs to somebody (ACC-2). An alert is whose the record is that it is about, and of everybody to
/// whom it went; it is not shared.
extension OwnedEntity {
    static let alert = OwnedEntity(
        "alert", .notifications, table: "alert",
        otherOwners: OtherOwners(Bilingual(en: "It was sent to them.", vi: "Đã được gửi cho người này.")) {
            alias, employee in
            "\(alias).id IN (SELECT alertId FROM delivery WHERE employeeId = \(employee))"
        })
}

enum NotificationsAccess {
    static let entities: [OwnedEntity] = [.alert]
}
