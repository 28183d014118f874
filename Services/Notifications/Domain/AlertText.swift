import Foundation
import Messages

/// What an alert says, in both languages: built in, so that no fault in a template can lose it (NOT-6).
struct AlertText: Sendable, Hashable {
    var title: Bilingual
    var text: Bilingual

    init(_ kind: AlertKind, _ reminder: Reminder, customerName: String?, at now: Instant, zone: LocalZone = .vietNam) {
        let name = reminder.name
        switch (kind, reminder.anchor) {
        case (.contractExpiring, .day(let day)):
            let days = day.daysSince1970 - zone.day(of: now).daysSince1970
            title = Bilingual(
                en: "Contract \(name) ends on \(Self.english(day)) (\(Self.english(days: days)))",
                vi: "Hợp đồng \(name) hết hạn ngày \(Self.vietnamese(day)) (\(Self.vietnamese(days: days)))")
        case (.invoiceOverdue, .day(let day)):
            title = Bilingual(
                en: "Invoice \(name) was due on \(Self.english(day)) and is not paid in full",
                vi: "Hóa đơn \(name) đã quá hạn thanh toán (hạn ngày \(Self.vietnamese(day)))")
        case (_, .instant(let instant)):
            let (day, time) = (zone.day(of: instant), Self.time(instant, zone))
            title = Bilingual(
                en: "Appointment at \(time) on \(Self.english(day)): \(name)",
                vi: "Lịch hẹn lúc \(time) ngày \(Self.vietnamese(day)): \(name)")
        case (.appointmentReminder, .day(let day)):
            title = Bilingual(
                en: "Appointment on \(Self.english(day)): \(name)", vi: "Lịch hẹn ngày \(Self.vietnamese(day)): \(name)"
            )
        }
        let english = [customerName.map { "Customer: \($0)." }, reminder.place.map { "Place: \($0)." }]
        let vietnamese = [customerName.map { "Khách hàng: \($0)." }, reminder.place.map { "Địa điểm: \($0)." }]
        text = Bilingual(
            en: ([title.en + "."] + english.compactMap(\.self)).joined(separator: " "),
            vi: ([title.vi + "."] + vietnamese.compactMap(\.self)).joined(separator: " "))
    }

    private static func time(_ instant: Instant, _ zone: LocalZone) -> String {
        let minutes = (instant.milliseconds - zone.instant(of: zone.day(of: instant)).milliseconds) / 60_000
        return "\(padded(minutes / 60)):\(padded(minutes % 60))"
    }

    private static func vietnamese(_ day: Day) -> String {
        let (year, month, number) = day.components
        return "\(padded(Int64(number)))/\(padded(Int64(month)))/\(year)"
    }

    private static func english(_ day: Day) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (year, month, number) = day.components
        return "\(number) \(names[month - 1]) \(year)"
    }

    private static func vietnamese(days: Int64) -> String {
        days > 0 ? "còn \(days) ngày" : days == 0 ? "hôm nay" : "đã qua \(-days) ngày"
    }

    private static func english(days: Int64) -> String {
        switch days {
        case 1: "1 day left"
        case 2...: "\(days) days left"
        case 0: "today"
        default: "\(-days) days ago"
        }
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
