import Foundation
import Messages

enum ProposalError: QuenError, Hashable {
    case periodInvalid(most: Int)
    case periodOver
    case employeesInvalid(most: Int)
    case unknownEmployee(index: Int)
    case employeeHasLeft(index: Int)
    case optionInvalid(field: String, least: Int, most: Int)
    case tooManyActivities(most: Int)
    case plannerBusy
    case notAnItem(id: EntityID)
    case alreadyCommitted(id: EntityID)
    case notOfTheActivity(index: Int)
    case timeMissing
    case sessionsMismatch(planned: Int)
    case sessionOver(index: Int)
    case outsidePeriod(index: Int, from: Day, to: Day)
    case planNotApproved(index: Int)
    case unknownActivity(index: Int)
    case stale([StaleItem])

    /// Why an item can no longer be committed.
    struct StaleItem: Sendable, Hashable {
        enum Reason: String, Sendable, Hashable {
            /// The activity was changed, scheduled, done or cancelled since.
            case activityChanged = "activity-changed"
            case employeeBusy = "employee-busy"
            case employeeAway = "employee-away"
            case employeeHasLeft = "employee-has-left"
            case customerBusy = "customer-busy"
            /// The rule gives no occurrence at the proposed time.
            case recurrenceMismatch = "recurrence-mismatch"
            /// It is planned, and its plan is not approved or has cut it.
            case planNotApproved = "plan-not-approved"
        }

        var activityId: EntityID
        var reason: Reason
        var partyId: EntityID?
        /// Which of its sessions does not fit.
        var span: TimeSpan?
        /// What the person may see of what stands in the way.
        var clashes: [Clash] = []
        /// Of the activity and the party, where they are in reach.
        var title: String?
        var partyName: String?
    }

    var code: String { facts.code }
    var consequence: Consequence { facts.consequence }
    var message: Bilingual { Bilingual(en: facts.en, vi: facts.vi) }
    var path: String? { facts.path }

    var extensions: [String: JSONValue] {
        guard case .stale(let items) = self else { return [:] }
        return [
            "staleItems": .array(
                items.map { item in
                    var members: [String: JSONValue] = [
                        "activityId": .string(item.activityId.description), "reason": .string(item.reason.rawValue),
                    ]
                    if let party = item.partyId { members["partyId"] = .string(party.description) }
                    if let title = item.title { members["title"] = .string(title) }
                    if let name = item.partyName { members["partyName"] = .string(name) }
                    if let span = item.span {
                        members["startsAt"] = .string(span.startsAt.description)
                        members["endsAt"] = .string(span.endsAt.description)
                    }
                    if !item.clashes.isEmpty { members["clashes"] = .array(item.clashes.map(\.json)) }
                    return .object(members)
                })
        ]
    }

    private var facts: ErrorFacts {
        switch self {
        case .periodInvalid(let most):
            ErrorFacts(
                code: "invalid-days", consequence: .invalid,
                en: "The period ends on or after its first day, within \(most) days.",
                vi: "Kỳ phải kết thúc vào hoặc sau ngày đầu, trong vòng \(most) ngày.", path: "$.to")
        case .periodOver:
            ErrorFacts(
                code: "period-over", consequence: .invalid,
                en: "The period is over. Choose one that ends today or later.",
                vi: "Kỳ này đã qua. Hãy chọn kỳ kết thúc từ hôm nay trở đi.", path: "$.to")
        case .employeesInvalid(let most):
            ErrorFacts(
                code: "employees-missing", consequence: .invalid, en: "Select 1 to \(most) employees.",
                vi: "Hãy chọn từ 1 đến \(most) nhân viên.", path: "$.employeeIds")
        case .unknownEmployee(let index):
            ErrorFacts(
                code: "unknown-employee", consequence: .invalid,
                en: "There is no such employee, or you may not see them. Choose one from the list.",
                vi: "Không có nhân viên này, hoặc bạn không được xem. Hãy chọn trong danh sách.",
                path: "$.employeeIds[\(index)]")
        case .employeeHasLeft(let index):
            ErrorFacts(
                code: "employee-has-left", consequence: .invalid, en: "The employee has left the firm.",
                vi: "Nhân viên này đã nghỉ việc.", path: "$.employeeIds[\(index)]")
        case .optionInvalid(let field, let least, let most):
            ErrorFacts(
                code: "invalid-parameter", consequence: .invalid, en: "\(field) is from \(least) to \(most).",
                vi: "Giá trị phải từ \(least) đến \(most).", path: "$.\(field)")
        case .tooManyActivities(let most):
            ErrorFacts(
                code: "too-many-activities", consequence: .invalid,
                en: "More than \(most) activities wait in this period. Choose a shorter one or fewer employees.",
                vi: "Có hơn \(most) hoạt động chờ xếp trong kỳ. Hãy chọn kỳ ngắn hơn hoặc ít nhân viên hơn.")
        case .plannerBusy:
            ErrorFacts(
                code: "planner-busy", consequence: .temporary,
                en: "Others are scheduling just now. Try again in a minute.",
                vi: "Đang có người khác xếp lịch. Hãy thử lại sau ít phút.")
        case .unknownActivity(let index):
            ErrorFacts(
                code: "unknown-activity", consequence: .invalid,
                en: "There is no such activity, or you may not change it. Choose another one.",
                vi: "Không có hoạt động này, hoặc bạn không được sửa. Hãy chọn lại.", path: "$.activityIds[\(index)]")
        case .notAnItem(let id):
            ErrorFacts(
                code: "not-in-proposal", consequence: .invalid, en: "The proposal has no activity \(id).",
                vi: "Đề xuất không có hoạt động \(id).", path: "$.activityIds")
        case .alreadyCommitted(let id):
            ErrorFacts(
                code: "already-committed", consequence: .conflict, en: "The activity \(id) was committed already.",
                vi: "Hoạt động \(id) đã được xác nhận.")
        case .notOfTheActivity(let index):
            ErrorFacts(
                code: "not-of-the-activity", consequence: .invalid,
                en: "The employee is not one of the activity's who were selected.",
                vi: "Nhân viên này không thuộc hoạt động hoặc không được chọn xếp lịch.",
                path: "$.employeeIds[\(index)]")
        case .timeMissing:
            ErrorFacts(
                code: "time-missing", consequence: .invalid,
                en: "Give the sessions and the employees who attend, or leave it out.",
                vi: "Hãy nhập các buổi và nhân viên tham gia, hoặc bỏ hoạt động ra.", path: "$.sessions")
        case .sessionsMismatch(let planned):
            ErrorFacts(
                code: "sessions-mismatch", consequence: .invalid,
                en: "The activity is planned with \(planned) sessions. Give as many.",
                vi: "Hoạt động dự kiến \(planned) buổi. Hãy nhập đủ số buổi.", path: "$.sessions")
        case .sessionOver(let index):
            ErrorFacts(
                code: "session-over", consequence: .invalid,
                en: "This time is over. Choose a later one, or write the diary of what took place.",
                vi: "Thời điểm này đã qua. Hãy chọn giờ khác, hoặc ghi nhật ký nếu việc đã diễn ra.",
                path: "$.sessions[\(index)].startsAt")
        case .outsidePeriod(let index, let from, let to):
            ErrorFacts(
                code: "session-outside-period", consequence: .invalid,
                en:
                    "The proposal is for \(from) to \(to). Choose a time in it, or leave the activity out and plan it anew.",
                vi:
                    "Đề xuất cho kỳ từ \(from.dayFirst) đến \(to.dayFirst). Hãy chọn giờ trong kỳ, hoặc bỏ ra và lên kế hoạch lại.",
                path: "$.sessions[\(index)]")
        case .planNotApproved(let index):
            ErrorFacts(
                code: "plan-not-approved", consequence: .conflict,
                en:
                    "A planned activity is scheduled once its plan is approved, and not where the plan has cut it. Leave it out or have the plan approved.",
                vi:
                    "Chỉ xếp lịch hoạt động của kế hoạch đã duyệt và không bị cắt. Hãy bỏ hoạt động này hoặc trình duyệt kế hoạch.",
                path: "$.activityIds[\(index)]")
        case .stale(let items):
            ErrorFacts(
                code: "proposal-stale", consequence: .conflict,
                en: """
                    Something stands in the way of \(Self.titles(items, "an activity", "and", "more")); nothing was committed. Leave out or \
                    change what is named, or propose anew.
                    """,
                vi: """
                    Không xếp được \(Self.titles(items, "một hoạt động", "và", "mục khác")); chưa có gì được xác nhận. Hãy bỏ ra hoặc sửa các \
                    mục được nêu, hoặc đề xuất lại.
                    """)
        }
    }

    /// At most three by name.
    private static func titles(_ items: [StaleItem], _ unknown: String, _ and: String, _ more: String) -> String {
        let named = items.prefix(3).map { item in item.title.map { "“\($0)”" } ?? unknown }.joined(separator: ", ")
        return items.count > 3 ? "\(named) \(and) \(items.count - 3) \(more)" : named
    }
}
