import Foundation
import Messages

enum TeamError: QuenError, Hashable {
    case textInvalid(field: String, most: Int)
    case codeTaken(code: String)
    case codeFixed(code: String)
    case unknownBranch
    case unknownLeader
    case leaderHasLeft
    /// Of the members so many have left the firm.
    case hasMembers(count: Int, left: Int)
    /// So many activities wait for it.
    case hasQueue(count: Int)

    var code: String {
        switch self {
        case .textInvalid: "invalid-text"
        case .codeTaken: "team-code-taken"
        case .codeFixed: "team-code-fixed"
        case .unknownBranch: "unknown-branch"
        case .unknownLeader: "unknown-leader"
        case .leaderHasLeft: "employee-has-left"
        case .hasMembers: "team-has-members"
        case .hasQueue: "team-has-queue"
        }
    }

    var consequence: Consequence {
        switch self {
        case .codeTaken, .codeFixed, .hasMembers, .hasQueue: .conflict
        default: .invalid
        }
    }

    var path: String? {
        switch self {
        case .textInvalid(let field, _): "$.\(field)"
        case .codeTaken, .codeFixed: "$.code"
        case .unknownBranch: "$.branchId"
        case .unknownLeader, .leaderHasLeft: "$.leaderId"
        case .hasMembers, .hasQueue: nil
        }
    }

    var details: [String: String] {
        if case .hasMembers(let count, let left) = self { ["members": "\(count)", "left": "\(left)"] } else { [:] }
    }

    var message: Bilingual {
        switch self {
        case .textInvalid(let field, let most):
            Bilingual(en: "\(field) must have 1 to \(most) characters.", vi: "Mục này phải có từ 1 đến \(most) ký tự.")
        case .codeTaken(let code):
            Bilingual(
                en: "Another team has the code \(code). Choose another one.",
                vi: "Mã nhóm \(code) đã được dùng. Hãy chọn mã khác.")
        case .codeFixed(let code):
            Bilingual(
                en: "Employees name the team by its code \(code), so it stays. Change the name, or make another team.",
                vi: "Nhân viên được xếp vào nhóm theo mã \(code) nên không đổi được mã. Hãy đổi tên hoặc lập nhóm mới.")
        case .unknownBranch:
            Bilingual(
                en: "There is no branch with this id. Enter the branch first.",
                vi: "Không có đơn vị này. Hãy nhập đơn vị trước.")
        case .unknownLeader:
            Bilingual(
                en: "There is no employee with this id. Choose one from the list.",
                vi: "Không có nhân viên này. Hãy chọn trong danh sách.")
        case .leaderHasLeft:
            Bilingual(
                en: "The employee has left the firm. Choose another one.",
                vi: "Nhân viên này đã nghỉ việc. Hãy chọn người khác.")
        case .hasMembers(let count, let left):
            Bilingual(
                en:
                    "The team has \(count) members, \(left) of whom have left the firm. Move them to other teams first.",
                vi:
                    "Nhóm còn \(count) thành viên, trong đó \(left) người đã nghỉ việc. Hãy chuyển họ sang nhóm khác trước."
            )
        case .hasQueue(let count):
            Bilingual(
                en: "\(count) activities wait in the team's queue. Move them to another one first.",
                vi: "Hàng đợi của nhóm còn \(count) hoạt động. Hãy chuyển sang nhóm khác trước.")
        }
    }
}
