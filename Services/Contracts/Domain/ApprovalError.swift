import Foundation
import Messages

/// Why an approval of a contract is not taken, or its rules cannot be (CON-2).
enum ApprovalError: FactError {
    case approvalVoid
    case approvalOfRole(String)
    case approvedAlready
    case contentNotRead
    case invalidRules(String)
    case unknownRole(String)
    case roleMayNotApprove(String)

    var facts: ErrorFacts {
        switch self {
        case .approvalVoid:
            ErrorFacts.of(
                "approval-void", "The contract was changed since it was approved. Have it agreed again.",
                "Hợp đồng đã sửa sau khi duyệt. Hãy trình duyệt lại.")
        case .approvalOfRole(let role):
            ErrorFacts.of(
                "approval-of-role",
                "A contract of this amount is to be approved by the role \(Self.name(role).en) now.",
                "Hợp đồng giá trị này cần vai trò \(Self.name(role).vi) duyệt ở bước này.", .forbidden,
                details: ["role": role])
        case .approvedAlready:
            ErrorFacts.of(
                "approved-already", "You have approved this contract; the next approval is another person's.",
                "Bạn đã duyệt hợp đồng này; bước tiếp theo phải do người khác duyệt.")
        case .contentNotRead:
            ErrorFacts.of(
                "content-not-read",
                "Say with contentHash which content you approve; the contract may have changed since you read it.",
                "Hãy gửi contentHash của nội dung đã đọc; hợp đồng có thể đã thay đổi.")
        case .invalidRules(let text):
            ErrorFacts.of(
                "invalid-approval-rules",
                "\"\(text)\" is no list of rules. One is such as \"100000000 VND: sales-manager, director\"; semicolons between.",
                "\"\(text)\" không đúng dạng, ví dụ \"100000000 VND: sales-manager, director\".", .invalid, "$.value")
        case .unknownRole(let role):
            ErrorFacts.of(
                "unknown-role", "There is no role \(role). Make it first, or name another.",
                "Không có nhóm quyền \(role). Hãy lập nhóm quyền này hoặc chọn nhóm khác.", .invalid, "$.value")
        case .roleMayNotApprove(let role):
            ErrorFacts.of(
                "role-may-not-approve",
                "Nobody of the role \(Self.name(role).en) may approve contracts. Permit it contracts:approve first, or name another.",
                "Nhóm quyền \(Self.name(role).vi) không có quyền duyệt hợp đồng. Hãy cấp quyền này trước hoặc chọn nhóm khác.",
                .invalid,
                "$.value")
        }
    }
    /// As people call the role; by its code where the firm made it.
    private static func name(_ role: String) -> Bilingual {
        ReadyMadeRole(rawValue: role)?.label ?? Bilingual(en: role, vi: role)
    }
}
