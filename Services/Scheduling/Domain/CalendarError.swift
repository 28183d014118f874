import Foundation
import Messages

/// What is wrong with what is asked of a calendar, or with a file that is taken in (SCH-8).
enum CalendarError: FactError, Hashable {
    case viewInvalid
    case dateInvalid
    case oneTarget
    case zoneUnknown
    case employeesInvalid(most: Int)
    case minutesInvalid
    case noEmployee
    case notACalendar(line: Int?)
    case tooManyEntries(most: Int)

    var facts: ErrorFacts {
        switch self {
        case .viewInvalid:
            ErrorFacts(
                code: "invalid-parameter", consequence: .invalid, en: "view is day, week or month.",
                vi: "view phải là day, week hoặc month.", path: "view")
        case .dateInvalid:
            ErrorFacts(
                code: "invalid-parameter", consequence: .invalid, en: "Write date as 2026-11-24.",
                vi: "Hãy ghi date dạng 2026-11-24.", path: "date")
        case .oneTarget:
            ErrorFacts(
                code: "one-calendar", consequence: .invalid,
                en: "Name exactly one of employee, team, customer and room, by its id.",
                vi: "Hãy chọn đúng một trong employee, team, customer, room theo mã.", path: "employee")
        case .zoneUnknown:
            ErrorFacts(
                code: "invalid-parameter", consequence: .invalid,
                en: "There is no such time zone. Write timeZone as Asia/Ho_Chi_Minh or Europe/Paris.",
                vi: "Không có múi giờ này. Hãy ghi timeZone dạng Asia/Ho_Chi_Minh hoặc Europe/Paris.", path: "timeZone")
        case .employeesInvalid(let most):
            ErrorFacts(
                code: "invalid-employees", consequence: .invalid, en: "Name 1 to \(most) employees by id, with commas.",
                vi: "Hãy ghi từ 1 đến \(most) mã nhân viên, cách nhau bằng dấu phẩy.", path: "employees")
        case .minutesInvalid:
            ErrorFacts(
                code: "invalid-parameter", consequence: .invalid, en: "minutes is a number from 1 to 1440.",
                vi: "minutes phải là số từ 1 đến 1440.", path: "minutes")
        case .noEmployee:
            ErrorFacts(
                code: "no-employee", consequence: .conflict,
                en: "Your account belongs to no employee, so it has no calendar. Ask an administrator.",
                vi: "Tài khoản của bạn chưa gắn với nhân viên nên không có lịch. Hãy hỏi quản trị viên.")
        case .notACalendar(let line):
            ErrorFacts(
                code: "not-a-calendar", consequence: .invalid,
                en: "This is no iCalendar file in UTF-8. Export it again as .ics.",
                vi: "Đây không phải tệp iCalendar (UTF-8). Hãy xuất lại tệp .ics.",
                details: line.map { ["line": String($0)] } ?? [:])
        case .tooManyEntries(let most):
            ErrorFacts(
                code: "too-many-entries", consequence: .invalid,
                en: "The file has more than \(most) entries. Export a shorter period.",
                vi: "Tệp có hơn \(most) mục. Hãy xuất khoảng thời gian ngắn hơn.")
        }
    }
}
