import Foundation
import Messages

/// What is wrong with a plan, or why its state does not allow what is asked.
enum PlanError: FactError, Hashable {
    case textInvalid(field: String, most: Int)
    case periodInvalid
    case unknownActivity(index: Int)
    case activitiesMissing(most: Int)
    case tooManyActivities(most: Int)
    case approved
    case empty
    case outsidePeriod(activity: EntityID)
    case ownSubmission
    case contentNotRead
    case notAllowed(PlanStep, PlanStatus)
    case notEmpty
    case wasApproved
    case notInPlan
    case tooManySums(most: Int)

    var facts: ErrorFacts {
        switch self {
        case .textInvalid(let field, let most):
            Self.invalid(
                "invalid-text", "\(field) must have 1 to \(most) characters.",
                "Mục này phải có từ 1 đến \(most) ký tự.", "$.\(field)")
        case .periodInvalid:
            Self.invalid(
                "invalid-days", "The period ends on or after its first day, within ten years.",
                "Kỳ kế hoạch phải kết thúc vào hoặc sau ngày đầu, trong vòng mười năm.", "$.periodTo")
        case .unknownActivity(let index):
            Self.invalid(
                "unknown-activity", "There is no such activity, or you may not change it. Choose another one.",
                "Không có hoạt động này, hoặc bạn không được sửa. Hãy chọn lại.", "$.activityIds[\(index)]")
        case .activitiesMissing(let most):
            Self.invalid(
                "activities-missing", "Name 1 to \(most) activities.", "Hãy chọn từ 1 đến \(most) hoạt động.",
                "$.activityIds")
        case .tooManyActivities(let most):
            Self.conflict(
                "too-many-activities", "A plan has at most \(most) activities. Make another plan for the others.",
                "Một kế hoạch có tối đa \(most) hoạt động. Hãy lập thêm kế hoạch khác.")
        case .approved:
            Self.conflict(
                "plan-approved", "The plan is approved. Begin an adjustment first.",
                "Kế hoạch đã được duyệt. Hãy mở điều chỉnh trước.")
        case .empty:
            Self.conflict(
                "plan-empty", "The plan has no activities. Add some first.",
                "Kế hoạch chưa có hoạt động. Hãy thêm hoạt động trước.")
        case .outsidePeriod(let activity):
            ErrorFacts(
                code: "activity-outside-period", consequence: .conflict,
                en: "An activity lies outside the plan's period. Move the activity, cut it or change the period.",
                vi: "Có hoạt động nằm ngoài kỳ kế hoạch. Hãy dời, cắt hoạt động hoặc đổi kỳ.",
                details: ["activityId": activity.description])
        case .ownSubmission:
            Self.conflict(
                "own-submission", "Nobody approves what they submitted. Somebody else with the right has to.",
                "Không ai tự duyệt kế hoạch mình trình. Cần người khác có quyền duyệt.")
        case .contentNotRead:
            Self.conflict(
                "content-not-read",
                "The plan or one of its activities changed since it was read. Read it again and name its contentHash.",
                "Kế hoạch hoặc hoạt động đã thay đổi sau khi đọc. Hãy tải lại và gửi contentHash mới.")
        case .notAllowed(let step, let status):
            .stepNotAllowed(
                "step-not-allowed", (step.rawValue, step.label), of: RecordName.of("plan"),
                status: (status.rawValue, status.label),
                allowed: PlanStep.possible(from: status).map { ($0.rawValue, $0.label) }, member: "step")
        case .notEmpty:
            Self.conflict(
                "plan-not-empty", "The plan has activities, and keeps those that were cut. It stays.",
                "Kế hoạch đã có hoạt động, kể cả hoạt động bị cắt, nên được giữ lại.")
        case .tooManySums(let most):
            Self.conflict(
                "too-many-budget-items",
                "A plan is of at most \(most) budget items, those of each currency counted. Use fewer or make another plan.",
                "Một kế hoạch có tối đa \(most) khoản chi, tính riêng từng loại tiền. Hãy bớt khoản chi hoặc tách kế hoạch."
            )
        case .notInPlan:
            Self.conflict(
                "not-in-plan", "The plan has no such activity. Read it again.",
                "Kế hoạch không có hoạt động này. Hãy tải lại.")
        case .wasApproved:
            Self.conflict(
                "plan-approved", "What was approved once stays.", "Kế hoạch đã từng được duyệt nên được giữ lại.")
        }
    }

    private static func invalid(_ code: String, _ en: String, _ vi: String, _ path: String) -> ErrorFacts {
        ErrorFacts(code: code, consequence: .invalid, en: en, vi: vi, path: path)
    }

    private static func conflict(_ code: String, _ en: String, _ vi: String) -> ErrorFacts {
        ErrorFacts(code: code, consequence: .conflict, en: en, vi: vi)
    }
}
