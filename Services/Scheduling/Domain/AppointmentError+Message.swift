import Foundation
import Messages

extension AppointmentError {
    var message: Bilingual {
        switch self {
        case .textInvalid(let field, let most):
            Bilingual(en: "\(field) must have 1 to \(most) characters.", vi: "Mục này phải có từ 1 đến \(most) ký tự.")
        case .employeesMissing:
            Bilingual(en: "Name 1 to 50 employees who attend.", vi: "Hãy chọn từ 1 đến 50 nhân viên tham dự.")
        case .unknownEmployee:
            Bilingual(
                en: "There is no employee with this id. Choose one from the list.",
                vi: "Không có nhân viên này. Hãy chọn trong danh sách.")
        case .employeeHasLeft:
            Bilingual(
                en: "The employee has left the firm. Choose another one.",
                vi: "Nhân viên này đã nghỉ việc. Hãy chọn người khác.")
        case .unknownCustomer:
            Bilingual(
                en: "There is no such customer, or you may not see it. Choose another.",
                vi: "Không có khách hàng này, hoặc bạn không được xem. Hãy chọn lại.")
        case .contactWithoutCustomer:
            Bilingual(
                en: "Name the customer of this contact as well.", vi: "Hãy chọn cả khách hàng của người liên hệ này.")
        case .contactOfAnother:
            Bilingual(
                en: "The contact belongs to another customer. Choose one of this customer.",
                vi: "Người liên hệ thuộc khách hàng khác. Hãy chọn người của khách hàng này.")
        case .opportunityOfAnother:
            Bilingual(
                en: "The opportunity belongs to another customer. Choose one of this customer, or another customer.",
                vi: "Cơ hội thuộc khách hàng khác. Hãy chọn cơ hội của khách hàng này hoặc đổi khách hàng.")
        case .timesInvalid:
            Bilingual(
                en: "The end must be after the start, by a minute at least and 14 days at most.",
                vi: "Giờ kết thúc phải sau giờ bắt đầu, từ 1 phút đến 14 ngày.")
        case .yearInvalid:
            Bilingual(
                en: "Choose times in the years \(FirmTime.years.lowerBound) to \(FirmTime.years.upperBound).",
                vi: "Hãy chọn thời gian trong các năm \(FirmTime.years.lowerBound) đến \(FirmTime.years.upperBound).")
        case .clash(let report): Self.message(of: report)
        case .alreadyDone:
            Bilingual(
                en:
                    "The appointment has taken place and can no longer be changed. Correct its diary, or book a new one.",
                vi: "Lịch hẹn đã diễn ra, không sửa được nữa. Hãy sửa nhật ký, hoặc đặt lịch hẹn mới.")
        case .alreadyCancelled:
            Bilingual(
                en: "The appointment was cancelled. Enter a new one.", vi: "Lịch hẹn đã hủy. Hãy tạo lịch hẹn mới.")
        case .outcomeKnown:
            Bilingual(
                en: "The outcome was recorded already. Read the appointment again.",
                vi: "Kết quả đã được ghi. Hãy tải lại lịch hẹn.")
        case .outcomeMissing:
            Bilingual(
                en: "Nothing was written down about this appointment yet. Record its outcome first.",
                vi: "Lịch hẹn này chưa có nhật ký. Hãy ghi kết quả trước.")
        case .notBegun(let startsAt):
            Bilingual(
                en: "The appointment begins at \(startsAt.readable.en). Record the outcome afterwards.",
                vi: "Lịch hẹn bắt đầu lúc \(startsAt.readable.vi). Hãy ghi kết quả sau khi hẹn diễn ra.")
        }
    }

    private static func message(of report: ClashReport) -> Bilingual {
        if let occurrences = report.occurrences { return message(of: occurrences) }
        let reasons = reasons(report)
        return Bilingual(
            en:
                "Not possible then: \(reasons.map(\.en).joined(separator: ", ")). Choose one of the free times, or force it if you may.",
            vi:
                "Giờ đó không được: \(reasons.map(\.vi).joined(separator: ", ")). Hãy chọn giờ trống được gợi ý, hoặc vẫn đặt nếu bạn có quyền."
        )
    }

    /// Whatever stands in the way, also through what the reader may not see.
    private static func reasons(_ report: ClashReport) -> [Bilingual] {
        var reasons: [Bilingual] = []
        let busy = report.busyEmployees
        if busy > 0 {
            reasons.append(
                Bilingual(
                    en: "\(busy) of those wanted \(busy == 1 ? "has" : "have") something else",
                    vi: "\(busy) người đã có lịch hẹn khác"))
        }
        let travelling = report.travellingEmployees
        if travelling > 0 {
            reasons.append(
                Bilingual(
                    en: "\(travelling) of those wanted \(travelling == 1 ? "needs" : "need") the time to travel",
                    vi: "\(travelling) người cần thời gian di chuyển"))
        }
        if !report.absences.isEmpty {
            reasons.append(
                Bilingual(
                    en: "\(report.absences.count) of those wanted \(report.absences.count == 1 ? "is" : "are") away",
                    vi: "\(report.absences.count) người vắng mặt"))
        }
        if report.isCustomerBusy {
            reasons.append(Bilingual(en: "the customer has something else", vi: "khách hàng đã có lịch hẹn khác"))
        }
        if report.takenRoomId != nil {
            reasons.append(Bilingual(en: "the room is taken", vi: "phòng đã có người đặt"))
        }
        return reasons
    }

    private static func message(of occurrences: ClashReport.Occurrences) -> Bilingual {
        Bilingual(
            en: """
                At \(occurrences.clashing) of \(occurrences.checked) occurrences somebody is busy or away. Choose another time, \
                cancel or move these occurrences, or force it if you may.
                """,
            vi: """
                Có \(occurrences.clashing)/\(occurrences.checked) lần bị trùng lịch hoặc có người vắng. Hãy chọn giờ khác, hủy \
                hoặc dời các lần đó, hoặc vẫn đặt nếu bạn có quyền.
                """)
    }
}
