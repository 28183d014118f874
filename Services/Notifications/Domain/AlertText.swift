import Foundation
import Messages

/// What an alert says, in both languages: built in, so that no fault in a template can lose it (NOT-6).
struct AlertText: Sendable, Hashable {
    var title: Bilingual
    var text: Bilingual

    init(_ kind: AlertKind, _ reminder: Reminder, customerName: String?, at now: Instant, zone: LocalZone = .vietNam) {
        let point = Point(reminder.anchor, today: zone.day(of: now), zone)
        title = Self.title(kind, reminder.name, reminder.what, reminder.date, point)
        let details = reminder.details
        let english = [
            details?.en.ended, customerName.map { "Customer: \($0)." }, reminder.place.map { "Place: \($0)." },
        ]
        let vietnamese = [
            details?.vi.ended, customerName.map { "Khách hàng: \($0)." }, reminder.place.map { "Địa điểm: \($0)." },
        ]
        text = Bilingual(
            en: ([title.en + "."] + english.compactMap(\.self)).joined(separator: " "),
            vi: ([title.vi + "."] + vietnamese.compactMap(\.self)).joined(separator: " "))
    }

    /// The anchor in words.
    private struct Point {
        /// `on 31 Jan 2027`, `at 09:16 on 31 Jan 2027`; nothing of a fact.
        var date = Bilingual(en: "", vi: "")
        /// `(30 days left)`; of days only.
        var left = Bilingual(en: "", vi: "")

        init(_ anchor: Anchor, today: Day, _ zone: LocalZone) {
            switch anchor {
            case .fact: break
            case .instant(let instant):
                let (day, time) = (zone.day(of: instant), AlertText.time(instant, zone))
                date = Bilingual(
                    en: "at \(time) on \(AlertText.english(day))", vi: "lúc \(time) ngày \(AlertText.vietnamese(day))")
            case .day(let day):
                let days = day.daysSince1970 - today.daysSince1970
                date = Bilingual(en: "on \(AlertText.english(day))", vi: "ngày \(AlertText.vietnamese(day))")
                left = Bilingual(en: "(\(AlertText.english(days: days)))", vi: "(\(AlertText.vietnamese(days: days)))")
            }
        }
    }

    private static func title(
        _ kind: AlertKind, _ name: String, _ what: Bilingual?, _ when: Bilingual?, _ point: Point
    ) -> Bilingual {
        let (date, left) = (point.date, point.left)
        let what = what ?? Bilingual(en: name, vi: name)
        return switch kind {
        case .appointmentReminder:
            Bilingual(en: "Appointment \(date.en): \(name)", vi: "Lịch hẹn \(date.vi): \(name)")
        case .activityDue:
            Bilingual(en: "To do \(date.en): \(name)", vi: "Việc cần làm \(date.vi): \(name)")
        case .activityOverdue:
            Bilingual(
                en: "Activity \(name) should have been over \(date.en) and has no diary entry",
                vi: "Hoạt động \(name) lẽ ra đã xong \(date.vi) mà chưa có nhật ký")
        case .appointmentInvitation:
            Bilingual(en: "Invitation: \(what.en)", vi: "Lời mời: \(what.vi)")
        case .appointmentAnswer:
            Bilingual(
                en: "\(what.en): " + [name, when?.en].compactMap(\.self).joined(separator: ", "),
                vi: "\(what.vi): " + [name, when?.vi].compactMap(\.self).joined(separator: ", "))
        case .planSubmitted:
            Bilingual(en: "Plan waiting for approval: \(name)", vi: "Kế hoạch chờ duyệt: \(name)")
        case .planApproved:
            Bilingual(en: "Plan approved: \(name)", vi: "Kế hoạch đã được duyệt: \(name)")
        case .planSentBack:
            Bilingual(en: "Plan sent back: \(name)", vi: "Kế hoạch bị trả lại: \(name)")
        case .openWorkLeft:
            Bilingual(
                en: "\(name) has left and still has \(what.en)", vi: "\(name) đã nghỉ việc và còn \(what.vi)")
        case .contractExpiring:
            Bilingual(
                en: "Contract \(name) ends \(date.en) \(left.en)", vi: "Hợp đồng \(name) hết hạn \(date.vi) \(left.vi)")
        case .invoiceOverdue:
            Bilingual(
                en: "Invoice \(name) was due \(date.en) and is not paid in full",
                vi: "Hóa đơn \(name) đã quá hạn thanh toán (hạn \(date.vi))")
        case .instalmentDue:
            Bilingual(
                en: "An instalment of contract \(name) is due \(date.en) \(left.en)",
                vi: "Một đợt thanh toán của hợp đồng \(name) đến hạn \(date.vi) \(left.vi)")
        case .guaranteeExpiring:
            Bilingual(
                en: "\(what.en) of contract \(name) expires \(date.en) \(left.en)",
                vi: "\(what.vi) của hợp đồng \(name) hết hạn \(date.vi) \(left.vi)")
        case .visitDue:
            Bilingual(
                en: "A maintenance visit of contract \(name) is due \(date.en) \(left.en)",
                vi: "Một lần bảo trì của hợp đồng \(name) đến hạn \(date.vi) \(left.vi)")
        case .warrantyEnding:
            Bilingual(
                en: "The warranty of \(what.en) ends \(date.en) \(left.en)",
                vi: "Bảo hành của \(what.vi) hết hạn \(date.vi) \(left.vi)")
        case .allowanceLow:
            Bilingual(
                en: "Contract \(name) has used at least 80 % of its service allowance (\(what.en))",
                vi: "Hợp đồng \(name) đã dùng từ 80% hạn mức dịch vụ trở lên (\(what.vi))")
        case .allowanceUsedUp:
            Bilingual(
                en: "Contract \(name) has used up its service allowance (\(what.en))",
                vi: "Hợp đồng \(name) đã dùng hết hạn mức dịch vụ (\(what.vi))")
        }
    }
}

extension String {
    /// As a sentence.
    fileprivate var ended: String { isEmpty || ".!?…".contains(last ?? ".") ? self : self + "." }
}
