import Foundation
import Messages

/// What is wrong with working hours, a year's notice or an absence.
enum WorkingTimeError: FactError, Hashable {
    case tooMany(path: String, most: Int)
    case textTooLong(path: String, most: Int)
    case hoursInvalid(path: String)
    case weekEmpty(path: String)
    case changeIncomplete(path: String)
    case twice(path: String)
    case yearInvalid(path: String)
    case otherYear(path: String)
    case tetDaysInvalid(path: String)
    case daysInvalid(path: String, most: Int)
    case absenceTimesInvalid
    case absenceOverlaps(startsAt: Instant, endsAt: Instant)

    var facts: ErrorFacts {
        switch self {
        case .tooMany(let path, let most):
            ErrorFacts(
                code: "too-many", consequence: .invalid, en: "There may be at most \(most) here.",
                vi: "Ở đây chỉ được nhập tối đa \(most) mục.", path: path)
        case .textTooLong(let path, let most):
            ErrorFacts(
                code: "invalid-text", consequence: .invalid, en: "The text may have at most \(most) characters.",
                vi: "Nội dung chỉ được dài tối đa \(most) ký tự.", path: path)
        case .hoursInvalid(let path):
            ErrorFacts(
                code: "invalid-hours", consequence: .invalid,
                en: "The end must be after the start. Write what goes past midnight as two parts.",
                vi: "Giờ kết thúc phải sau giờ bắt đầu. Ca qua nửa đêm hãy nhập thành hai khoảng.", path: path)
        case .weekEmpty(let path):
            ErrorFacts(
                code: "week-empty", consequence: .invalid, en: "Name the hours of one day of the week at least.",
                vi: "Hãy nhập giờ làm việc của ít nhất một ngày trong tuần.", path: path)
        case .changeIncomplete(let path):
            ErrorFacts(
                code: "change-incomplete", consequence: .invalid,
                en: "Give hours for the change \"hours\" and a weekday for \"like-weekday\", and nothing else.",
                vi: "Thay đổi \"hours\" cần giờ, \"like-weekday\" cần thứ trong tuần; ngoài ra để trống.", path: path)
        case .twice(let path):
            ErrorFacts(
                code: "repeated", consequence: .invalid, en: "This is there already. Keep one of the two.",
                vi: "Mục này bị lặp. Hãy giữ lại một.", path: path)
        case .yearInvalid(let path):
            ErrorFacts(
                code: "invalid-year", consequence: .invalid,
                en: "Years are from \(FirmTime.years.lowerBound) to \(FirmTime.years.upperBound).",
                vi: "Năm phải từ \(FirmTime.years.lowerBound) đến \(FirmTime.years.upperBound).", path: path)
        case .otherYear(let path):
            ErrorFacts(
                code: "other-year", consequence: .invalid,
                en: "The day does not belong to the notice's year, or is both off and worked.",
                vi: "Ngày này không thuộc năm của thông báo, hoặc vừa nghỉ vừa làm.", path: path)
        case .tetDaysInvalid(let path):
            ErrorFacts(
                code: "invalid-tet-days", consequence: .invalid,
                en: "0 to 5 of the days of Tết come before the first day of the lunar year.",
                vi: "Số ngày nghỉ Tết trước mùng 1 phải từ 0 đến 5.", path: path)
        case .daysInvalid(let path, let most):
            ErrorFacts(
                code: "invalid-days", consequence: .invalid,
                en: "Give from and to as YYYY-MM-DD, to not before from, at most \(most) days.",
                vi: "Hãy nhập from và to dạng YYYY-MM-DD, to không trước from, tối đa \(most) ngày.", path: path)
        case .absenceTimesInvalid:
            ErrorFacts(
                code: "invalid-times", consequence: .invalid,
                en: "The absence must end after it begins, within 400 days.",
                vi: "Thời gian vắng mặt phải kết thúc sau khi bắt đầu, trong vòng 400 ngày.", path: "$.endsAt")
        case .absenceOverlaps(let startsAt, let endsAt):
            ErrorFacts(
                code: "absence-overlaps", consequence: .conflict,
                en:
                    "The employee is away already from \(startsAt.readable.en) to \(endsAt.readable.en). Delete that absence first.",
                vi:
                    "Nhân viên đã vắng mặt từ \(startsAt.readable.vi) đến \(endsAt.readable.vi). Hãy xóa lần vắng mặt đó trước.",
                details: ["startsAt": startsAt.description, "endsAt": endsAt.description])
        }
    }
}
