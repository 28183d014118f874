import Foundation
import Messages

/// What is wrong with an answer to an invitation, or with what becomes of it.
enum InvitationError: FactError, Hashable {
    case notInvited
    case over
    case textInvalid(field: String)
    case timesInvalid
    case yearInvalid
    case proposalInThePast
    case proposalIsTheSame
    case nothingProposed
    case delegateAttends
    case delegateUnknown
    case delegateHasLeft
    case chainTooLong(most: Int)
    case delegateComes

    var facts: ErrorFacts {
        switch self {
        case .notInvited:
            ErrorFacts(
                code: "not-invited", consequence: .conflict,
                en: "You are not invited to this appointment. Who is responsible for it changes or cancels it instead.",
                vi: "Bạn không được mời dự lịch hẹn này. Người phụ trách có thể sửa hoặc hủy lịch hẹn.")
        case .over:
            ErrorFacts(
                code: "appointment-over", consequence: .conflict,
                en: "The appointment is over, so there is nothing to answer any more.",
                vi: "Lịch hẹn đã kết thúc, không cần trả lời nữa.")
        case .textInvalid(let field):
            ErrorFacts(
                code: "invalid-text", consequence: .invalid, en: "\(field) must have 1 to 1000 characters.",
                vi: "Mục này phải có từ 1 đến 1000 ký tự.", path: "$.\(field)")
        case .timesInvalid:
            ErrorFacts(
                code: "invalid-times", consequence: .invalid,
                en: "The end must be after the start, by a minute at least and 14 days at most.",
                vi: "Giờ kết thúc phải sau giờ bắt đầu, từ 1 phút đến 14 ngày.", path: "$.endsAt")
        case .yearInvalid:
            ErrorFacts(
                code: "invalid-times", consequence: .invalid,
                en: "Choose times in the years \(FirmTime.years.lowerBound) to \(FirmTime.years.upperBound).",
                vi: "Hãy chọn thời gian trong các năm \(FirmTime.years.lowerBound) đến \(FirmTime.years.upperBound).",
                path: "$.startsAt")
        case .proposalInThePast:
            ErrorFacts(
                code: "proposal-in-the-past", consequence: .invalid, en: "Propose a time that is still to come.",
                vi: "Hãy đề nghị một thời gian trong tương lai.", path: "$.startsAt")
        case .proposalIsTheSame:
            ErrorFacts(
                code: "proposal-is-the-same", consequence: .invalid,
                en: "This is the appointment's own time. Accept it, or propose another.",
                vi: "Đây chính là giờ của lịch hẹn. Hãy nhận lời, hoặc đề nghị giờ khác.", path: "$.startsAt")
        case .nothingProposed:
            ErrorFacts(
                code: "nothing-proposed", consequence: .conflict,
                en: "This employee has proposed no other time, or it was decided on already. Read the answers again.",
                vi: "Nhân viên này không đề nghị giờ khác, hoặc đề nghị đã được xử lý. Hãy tải lại danh sách.")
        case .delegateAttends:
            ErrorFacts(
                code: "delegate-attends", consequence: .invalid,
                en: "This employee is invited already. Choose somebody else, or decline.",
                vi: "Nhân viên này đã được mời. Hãy chọn người khác, hoặc từ chối.", path: "$.employeeId")
        case .delegateUnknown:
            ErrorFacts(
                code: "unknown-employee", consequence: .invalid,
                en: "There is no employee with this id. Choose one from the list.",
                vi: "Không có nhân viên này. Hãy chọn trong danh sách.", path: "$.employeeId")
        case .delegateHasLeft:
            ErrorFacts(
                code: "employee-has-left", consequence: .invalid,
                en: "The employee has left the firm. Choose another one.",
                vi: "Nhân viên này đã nghỉ việc. Hãy chọn người khác.", path: "$.employeeId")
        case .chainTooLong(let most):
            ErrorFacts(
                code: "delegated-too-often", consequence: .conflict,
                en: "This seat was handed on \(most) times already. Accept or decline it.",
                vi: "Lời mời này đã được ủy quyền \(most) lần. Hãy nhận lời hoặc từ chối.")
        case .delegateComes:
            ErrorFacts(
                code: "delegate-comes", consequence: .conflict,
                en: "Whom you sent has accepted or sent another. They must decline before you answer anew.",
                vi: "Người bạn ủy quyền đã nhận lời hoặc ủy quyền tiếp. Họ phải từ chối trước khi bạn trả lời lại.")
        }
    }
}
