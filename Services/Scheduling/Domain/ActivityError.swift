import Foundation
import Messages

/// What is wrong with an activity, or why its state does not allow what is asked.
enum ActivityError: FactError, Hashable {
    case textInvalid(field: String, most: Int)
    case tooMany(field: String, most: Int)
    case employeesMissing
    case unknownEmployee(index: Int)
    case employeeHasLeft(index: Int)
    case unknownCustomer
    case contactWithoutCustomer
    case contactOfAnother
    /// An opportunity, contract or case of another customer, named by this member.
    case linkOfAnother(field: String)
    case sessionInvalid(path: String)
    case plannedDayWithSessions
    case travelInvalid
    case costInvalid(path: String)
    case costTwice(path: String)
    case alreadyScheduled
    case notScheduled
    case alreadyDone
    case alreadyCancelled
    case unknownTeam
    case notQueued
    case notFromQueue
    case queueEmpty
    case noEmployee
    case itemTextInvalid(index: Int)
    case unknownItem(path: String)
    case itemTwice(path: String)
    case checklistOpen(texts: [String])
    case stepHeld
    case stepObligatory(procedure: String)
    case notACall
    case callInvalid(path: String)
    case unknownBudgetItem(path: String)
    case inactiveBudgetItem(path: String)
    case ofAnotherPlan
    case planUnknown
    case planApproved
    case planNotApproved
    case cutFromPlan
    case alreadyCut
    case notCut
    case diaryWritten
    case diaryMissing
    case sessionsAhead

    var facts: ErrorFacts {
        switch self {
        case .unknownBudgetItem, .inactiveBudgetItem, .ofAnotherPlan, .planUnknown, .planApproved, .planNotApproved,
            .cutFromPlan, .alreadyCut, .notCut, .diaryWritten, .diaryMissing, .sessionsAhead:
            planningFacts
        case .textInvalid(let field, let most):
            ErrorFacts(
                code: "invalid-text", consequence: .invalid, en: "\(field) must have 1 to \(most) characters.",
                vi: "Mục này phải có từ 1 đến \(most) ký tự.", path: "$.\(field)")
        case .tooMany(let field, let most):
            ErrorFacts(
                code: "too-many", consequence: .invalid, en: "There may be at most \(most) \(field).",
                vi: "Mục này chỉ được có tối đa \(most) giá trị.", path: "$.\(field)")
        case .employeesMissing:
            ErrorFacts(
                code: "employees-missing", consequence: .invalid, en: "Name 1 to 50 employees.",
                vi: "Hãy chọn từ 1 đến 50 nhân viên.", path: "$.employeeIds")
        case .unknownEmployee(let index):
            ErrorFacts(
                code: "unknown-employee", consequence: .invalid,
                en: "There is no employee with this id. Choose one from the list.",
                vi: "Không có nhân viên này. Hãy chọn trong danh sách.", path: "$.employeeIds[\(index)]")
        case .employeeHasLeft(let index):
            ErrorFacts(
                code: "employee-has-left", consequence: .invalid,
                en: "The employee has left the firm. Choose another one.",
                vi: "Nhân viên này đã nghỉ việc. Hãy chọn người khác.", path: "$.employeeIds[\(index)]")
        case .unknownCustomer:
            ErrorFacts(
                code: "unknown-customer", consequence: .invalid,
                en: "There is no such customer, or you may not see it. Choose another.",
                vi: "Không có khách hàng này, hoặc bạn không được xem. Hãy chọn lại.", path: "$.customerId")
        case .contactWithoutCustomer:
            ErrorFacts(
                code: "contact-without-customer", consequence: .invalid,
                en: "Name the customer of this contact as well.", vi: "Hãy chọn cả khách hàng của người liên hệ này.",
                path: "$.contactId")
        case .contactOfAnother:
            ErrorFacts(
                code: "contact-of-another-customer", consequence: .invalid,
                en: "The contact belongs to another customer. Choose one of this customer.",
                vi: "Người liên hệ thuộc khách hàng khác. Hãy chọn người của khách hàng này.", path: "$.contactId")
        case .linkOfAnother(let field):
            ErrorFacts(
                code: "link-of-another-customer", consequence: .invalid,
                en: "It belongs to another customer. Choose one of this customer, or another customer.",
                vi: "Mục này thuộc khách hàng khác. Hãy chọn mục của khách hàng này hoặc đổi khách hàng.",
                path: "$.\(field)")
        case .sessionInvalid(let path):
            ErrorFacts(
                code: "invalid-times", consequence: .invalid,
                en: "A session lies on whole minutes and is between a minute and 14 days long.",
                vi: "Mỗi buổi phải tính theo phút chẵn và dài từ 1 phút đến 14 ngày.", path: path)
        case .plannedDayWithSessions:
            ErrorFacts(
                code: "planned-day-with-sessions", consequence: .invalid,
                en: "Give sessions or a planned day, not both.",
                vi: "Hãy nhập các buổi hoặc ngày dự kiến, không nhập cả hai.",
                path: "$.plannedOn")
        case .travelInvalid:
            ErrorFacts(
                code: "invalid-travel", consequence: .invalid, en: "Travel takes 0 to 1440 minutes.",
                vi: "Thời gian di chuyển phải từ 0 đến 1440 phút.", path: "$.travelMinutes")
        case .costInvalid(let path):
            ErrorFacts(
                code: "invalid-amount", consequence: .invalid, en: "A planned cost is not below 0, nor that large.",
                vi: "Chi phí dự kiến không được âm hoặc quá lớn.", path: path)
        case .costTwice(let path):
            ErrorFacts(
                code: "repeated", consequence: .invalid, en: "This budget item is there already. Add the two up.",
                vi: "Khoản chi này đã có. Hãy gộp lại.", path: path)
        case .alreadyScheduled:
            ErrorFacts(
                code: "activity-scheduled", consequence: .conflict,
                en: "The activity has its time. Reopen it first; its planned costs alone can be changed as it is.",
                vi: "Hoạt động đã được xếp lịch. Hãy mở lại trước; nếu chỉ sửa chi phí dự kiến thì không cần mở lại.")
        case .notScheduled:
            ErrorFacts(
                code: "activity-not-scheduled", consequence: .conflict,
                en: "The activity is not scheduled. Schedule it first, or edit it as it is.",
                vi: "Hoạt động chưa được xếp lịch. Hãy xếp lịch trước, hoặc sửa trực tiếp.")
        case .alreadyDone:
            ErrorFacts(
                code: "activity-done", consequence: .conflict,
                en: "The activity is done and can no longer be changed. Correct its diary, or enter a new activity.",
                vi: "Hoạt động đã hoàn thành, không sửa được nữa. Hãy sửa nhật ký, hoặc tạo hoạt động mới.")
        case .alreadyCancelled:
            ErrorFacts(
                code: "activity-cancelled", consequence: .conflict,
                en: "The activity was cancelled. Enter a new one.", vi: "Hoạt động đã hủy. Hãy tạo hoạt động mới.")
        default: workFacts
        }
    }
}
