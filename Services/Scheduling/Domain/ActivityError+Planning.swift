import Foundation
import Messages

/// What plans, budgets and the diary say about an activity (SCH-6, SCH-7).
extension ActivityError {
    var planningFacts: ErrorFacts {
        switch self {
        case .unknownBudgetItem(let path):
            ErrorFacts(
                code: "unknown-budget-item", consequence: .invalid,
                en: "There is no such budget item. Choose one from the catalogue.",
                vi: "Không có khoản chi này. Hãy chọn trong danh mục khoản chi.", path: path)
        case .inactiveBudgetItem(let path):
            ErrorFacts(
                code: "budget-item-inactive", consequence: .invalid,
                en: "This budget item is no longer used. Choose another one.",
                vi: "Khoản chi này không còn dùng. Hãy chọn khoản khác.", path: path)
        case .planUnknown:
            ErrorFacts(
                code: "unknown-plan", consequence: .invalid,
                en: "There is no such plan, or you may not change it. Choose another one.",
                vi: "Không có kế hoạch này, hoặc bạn không được sửa. Hãy chọn kế hoạch khác.", path: "$.planId")
        case .ofAnotherPlan:
            Self.conflict(
                "activity-of-a-plan", "The activity belongs to a plan already. Cut it there, and enter a new one here.",
                "Hoạt động đã thuộc một kế hoạch. Hãy cắt ở kế hoạch đó rồi tạo hoạt động mới ở đây.")
        case .planApproved:
            Self.conflict(
                "plan-approved",
                "The plan is approved: its activities, their costs, times and kinds stay. Begin an adjustment of the plan first.",
                "Kế hoạch đã được duyệt: không sửa chi phí, thời gian, loại hoạt động. Hãy mở điều chỉnh kế hoạch trước."
            )
        case .planNotApproved:
            Self.conflict(
                "plan-not-approved",
                "A planned activity is scheduled once its plan is approved. Have the plan approved first.",
                "Chỉ xếp lịch hoạt động của kế hoạch đã duyệt. Hãy trình duyệt kế hoạch trước.")
        case .cutFromPlan:
            Self.conflict(
                "activity-cut", "The activity was cut from its plan. Restore it in the plan first.",
                "Hoạt động đã bị cắt khỏi kế hoạch. Hãy khôi phục trong kế hoạch trước.")
        case .alreadyCut:
            Self.conflict(
                "activity-cut", "The activity was cut already. It can be restored.",
                "Hoạt động đã bị cắt. Có thể khôi phục.")
        case .notCut:
            Self.conflict(
                "activity-not-cut", "The activity was not cut, so there is nothing to restore. Read the plan again.",
                "Hoạt động không bị cắt nên không cần khôi phục. Hãy tải lại kế hoạch.")
        case .diaryWritten:
            Self.conflict(
                "diary-written", "The diary was written already. Read it again and correct it.",
                "Nhật ký đã được ghi. Hãy tải lại và sửa.")
        case .sessionsAhead:
            Self.conflict(
                "sessions-ahead", "Some of its sessions are still to come. Move or cancel them first.",
                "Còn buổi chưa diễn ra. Hãy dời hoặc hủy các buổi đó trước.")
        default:
            Self.conflict(
                "diary-missing", "Nothing was written down yet. Write the diary first.",
                "Chưa có nhật ký. Hãy ghi nhật ký trước.")
        }
    }

    private static func conflict(_ code: String, _ en: String, _ vi: String) -> ErrorFacts {
        ErrorFacts(code: code, consequence: .conflict, en: en, vi: vi)
    }
}
