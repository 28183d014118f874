import Foundation
import Messages

/// The one table of built-in rules (NOT-1).
extension ReminderRule {
    static let builtIn: [AlertKind: ReminderRule] = Dictionary(
        uniqueKeysWithValues: [appointment, contract, invoice].map { ($0.kind, $0) })

    private static let eight = 8 * 60

    /// SCH-4.
    static let appointment = ReminderRule(
        kind: .appointmentReminder, prefix: "reminder",
        stages: [
            Stage(name: "-P1D", offset: .span(.seconds(-86_400))), Stage(name: "-PT15M", offset: .span(.seconds(-900))),
        ],
        missed: .skipAfterAnchor,
        why: Bilingual(
            en: "You attend this appointment; its employees are reminded 1 day and 15 minutes before.",
            vi: "Bạn tham dự lịch hẹn này; nhân viên được nhắc trước 1 ngày và 15 phút."))

    /// CON-7.
    static let contract = ReminderRule(
        kind: .contractExpiring, prefix: "expiry",
        stages: [90, 60, 30, 7, 1].map { Stage(name: "-P\($0)D", offset: .days(-$0, minutes: eight)) },
        missed: .coalesce,
        why: Bilingual(
            en: "You are responsible for this contract; its end is announced 90, 60, 30, 7 and 1 days before.",
            vi: "Bạn phụ trách hợp đồng này; hệ thống báo trước khi hết hạn 90, 60, 30, 7 và 1 ngày."))

    static let invoice = ReminderRule(
        kind: .invoiceOverdue, prefix: "overdue", stages: [Stage(name: "+P1D", offset: .days(1, minutes: eight))],
        missed: .fireLate,
        why: Bilingual(
            en: "You are responsible for this invoice; it was not paid in full a day after it was due.",
            vi: "Bạn phụ trách hóa đơn này; đã quá hạn 1 ngày mà chưa được thanh toán đủ."))
}
