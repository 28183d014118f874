import Foundation
import Messages

/// What is wrong with a project, or why its state does not allow what is asked.
enum ProjectError: FactError, Hashable {
    case textInvalid(field: String, most: Int)
    case tooMany(field: String, most: Int)
    case periodInvalid(path: String)
    case memberInvalid(index: Int)
    case memberTwice(index: Int)
    case unknownEmployee(path: String)
    case employeeHasLeft(path: String)
    case unknownContact(index: Int)
    case unknownCustomer
    case unknownBranch
    /// The one that a record is put into, or the one above.
    case unknown(path: String)
    case codeTaken(code: String)
    case cycle
    case tooDeep
    case tooManyParts
    case ended(path: String?, code: String)
    case notAllowed(ProjectCommand, ProjectStatus)
    case noteRequired(ProjectCommand)
    case inFuture
    case openActivities(count: Int)
    case openPart(code: String)
    case tooMuchOpen(most: Int)

    var facts: ErrorFacts {
        switch self {
        case .textInvalid(let field, let most):
            .wrong(
                "invalid-text", "\(field) must have 1 to \(most) characters.",
                "Mục này phải có từ 1 đến \(most) ký tự.", "$.\(field)")
        case .tooMany(let field, let most):
            .wrong(
                "too-many", "There may be at most \(most) \(field).", "Mục này chỉ được có tối đa \(most) giá trị.",
                "$.\(field)")
        case .periodInvalid(let path):
            .wrong(
                "invalid-period",
                "The last day must not lie before the first, nor more than \(ProjectDetails.mostYears) years after it.",
                "Ngày kết thúc không được trước ngày bắt đầu và không quá \(ProjectDetails.mostYears) năm sau đó.", path
            )
        case .memberInvalid(let index):
            .wrong(
                "invalid-member", "A member is either an employee or a contact. Name one of the two.",
                "Thành viên là nhân viên hoặc người liên hệ. Hãy chọn đúng một.", "$.members[\(index)]")
        case .memberTwice(let index):
            .wrong(
                "repeated", "This member is there already. Keep one and write both roles into it.",
                "Thành viên này đã có. Hãy giữ một và ghi cả hai vai trò.", "$.members[\(index)]")
        case .unknownEmployee(let path):
            .wrong(
                "unknown-employee", "There is no employee with this id. Choose one from the list.",
                "Không có nhân viên này. Hãy chọn trong danh sách.", path)
        case .employeeHasLeft(let path):
            .wrong(
                "employee-has-left", "The employee has left the firm. Choose another one.",
                "Nhân viên này đã nghỉ việc. Hãy chọn người khác.", path)
        case .unknownContact(let index):
            .wrong(
                "unknown-contact", "There is no such contact, or you may not see its customer. Choose another.",
                "Không có người liên hệ này, hoặc bạn không được xem khách hàng. Hãy chọn lại.",
                "$.members[\(index)].contactId")
        case .unknownCustomer:
            .wrong(
                "unknown-customer", "There is no such customer, or you may not see it. Choose another.",
                "Không có khách hàng này, hoặc bạn không được xem. Hãy chọn lại.", "$.customerId")
        case .unknownBranch:
            .wrong(
                "unknown-branch", "There is no branch with this id. Choose one from the list.",
                "Không có đơn vị này. Hãy chọn trong danh sách.", "$.branchId")
        case .unknown(let path):
            .wrong(
                "unknown-project", "There is no such project, or you may not see it. Choose another.",
                "Không có dự án này, hoặc bạn không được xem. Hãy chọn lại.", path)
        case .cycle:
            .wrong(
                "project-cycle", "The project chosen is a part of this one. Choose another one above.",
                "Dự án được chọn là dự án con của dự án này. Hãy chọn dự án cha khác.", "$.parentId")
        case .tooDeep:
            .wrong(
                "project-too-deep", "Projects have at most \(Project.mostLevels) levels. Choose one higher up.",
                "Dự án có tối đa \(Project.mostLevels) cấp. Hãy chọn dự án cha ở cấp cao hơn.", "$.parentId")
        case .tooManyParts:
            .wrong(
                "too-many", "A project has at most \(Project.mostParts) sub-projects. Choose another one above.",
                "Một dự án có tối đa \(Project.mostParts) dự án con. Hãy chọn dự án cha khác.", "$.parentId")
        case .inFuture:
            .wrong(
                "day-in-future", "The day must not lie in the future.", "Ngày không được ở tương lai.", "$.on")
        case .noteRequired(let command):
            .wrong(
                "note-required", "Say in a note why: the step \"\(command.label.en)\" needs one.",
                "Hãy ghi lý do: bước \"\(command.label.vi)\" cần ghi chú.", "$.note")
        case .codeTaken(let code):
            .standsInTheWay(
                "project-code-taken", "Another project has the code \(code). Choose another one.",
                "Mã \(code) đã có dự án khác dùng. Hãy chọn mã khác.", path: "$.code")
        case .ended(let path, let code):
            .standsInTheWay(
                "project-ended", "The project \(code) is closed or cancelled. Reopen it first.",
                "Dự án \(code) đã đóng hoặc hủy. Hãy mở lại trước.", path: path)
        case .notAllowed(let command, let status):
            .stepNotAllowed(
                "transition-not-allowed", (command.rawValue, command.label), of: RecordName.of("project"),
                status: (status.rawValue, status.label),
                allowed: ProjectTransition.all.filter { $0.from.contains(status) }.map {
                    ($0.command.rawValue, $0.command.label)
                }, member: "command")
        case .openActivities(let count):
            .standsInTheWay(
                "open-activities", "The project has \(count) open activities. Finish or cancel them first.",
                "Dự án còn \(count) hoạt động chưa xong. Hãy hoàn thành hoặc hủy trước.",
                details: ["count": String(count)])
        case .openPart(let code):
            .standsInTheWay(
                "open-sub-project", "The sub-project \(code) is still open. Close or cancel it first.",
                "Dự án con \(code) chưa đóng. Hãy đóng hoặc hủy trước.", details: ["code": code])
        case .tooMuchOpen(let most):
            .standsInTheWay(
                "too-much-open",
                "More than \(most) activities or appointments are open. Cancel some by themselves first.",
                "Còn hơn \(most) hoạt động hoặc lịch hẹn. Hãy hủy bớt trước.", details: ["most": String(most)])
        }
    }
}

extension ErrorFacts {
    /// What is wrong with the input, and where.
    static func wrong(_ code: String, _ en: String, _ vi: String, _ path: String) -> ErrorFacts {
        ErrorFacts(code: code, consequence: .invalid, en: en, vi: vi, path: path)
    }

    /// What the state of things does not allow.
    static func standsInTheWay(
        _ code: String, _ en: String, _ vi: String, path: String? = nil, details: [String: String] = [:]
    ) -> ErrorFacts {
        ErrorFacts(code: code, consequence: .conflict, en: en, vi: vi, path: path, details: details)
    }
}
