import Foundation
import Messages

/// The one table of built-in rules (NOT-1).
extension ReminderRule {
    static let builtIn: [AlertKind: ReminderRule] = Dictionary(
        uniqueKeysWithValues: ([appointment, invoice, warranty, leaver] + ofActivities + ofContracts + ofInvitations
            + ofPlans).map {
                ($0.kind, $0)
            })

    /// What the events of one activity lead to.
    static let ofActivities = [due, overdue]

    /// What the events of one contract lead to.
    static let ofContracts = [contract, instalment, guarantee, visit, allowanceLow, allowanceUsedUp]

    /// What the events of one invitation lead to.
    static let ofInvitations = [invitation, answer]

    /// What the events of one plan lead to.
    static let ofPlans = [planSubmitted, planApproved, planSentBack]

    private static let eight = 8 * 60

    private static func daysBefore(_ days: Int...) -> [Stage] {
        days.map { Stage(name: "-P\($0)D", offset: .days(-$0, minutes: eight)) }
    }

    private static let atOnce = [Stage(name: "", offset: .span(.zero))]

    /// SCH-4.
    static let appointment = ReminderRule(
        kind: .appointmentReminder, prefix: "reminder",
        stages: [
            Stage(name: "-P1D", offset: .span(.seconds(-86_400))), Stage(name: "-PT15M", offset: .span(.seconds(-900))),
        ],
        missed: .skipAfterAnchor,
        why: Bilingual(
            en: "You attend this appointment; its employees are reminded 1 day and 15 minutes before.",
            vi: "Bạn tham dự lịch hẹn này; nhân viên được nhắc trước 1 ngày và 15 phút."))

    /// SCH-9: a call to make, a letter to write; what has times has appointments, which remind by themselves.
    static let due = ReminderRule(
        kind: .activityDue, prefix: "due", stages: [Stage(name: "", offset: .days(0, minutes: eight))],
        missed: .skipAfterAnchor,
        why: Bilingual(
            en:
                "You take part in this activity, which has a day or deadline but no time; you are reminded that morning.",
            vi: "Bạn tham gia hoạt động này; hoạt động có ngày hoặc hạn mà không có giờ nên được nhắc vào buổi sáng."))

    /// SCH-6: over since a day, and nothing was written down.
    static let overdue = ReminderRule(
        kind: .activityOverdue, prefix: "diary", stages: [Stage(name: "+P1D", offset: .span(.seconds(86_400)))],
        missed: .fireLate,
        why: Bilingual(
            en:
                "You take part in this activity; a day after it should have been over nothing was written in its diary.",
            vi: "Bạn tham gia hoạt động này; đã quá 1 ngày sau khi lẽ ra kết thúc mà chưa ghi nhật ký."))

    static let invitation = ReminderRule(
        kind: .appointmentInvitation, prefix: "invited", stages: atOnce, missed: .coalesce,
        why: Bilingual(
            en: "You are invited to this appointment; it waits for your answer.",
            vi: "Bạn được mời dự lịch hẹn này; lịch hẹn đang chờ bạn trả lời."))

    /// Whoever accepts is seen in the appointment; told is what the organiser must act on.
    static let answer = ReminderRule(
        kind: .appointmentAnswer, prefix: "answer", stages: atOnce, missed: .coalesce,
        why: Bilingual(
            en: """
                You are responsible for this appointment; it is said when somebody declines, proposes another time or sends \
                another.
                """,
            vi: "Bạn phụ trách lịch hẹn này; hệ thống báo khi có người từ chối, đề nghị giờ khác hoặc ủy quyền."))

    // MARK: Plans, SCH-7

    static let planSubmitted = ReminderRule(
        kind: .planSubmitted, prefix: "submitted", stages: atOnce, missed: .coalesce,
        why: Bilingual(
            en: "You may approve plans, this one among them; it waits to be approved or sent back.",
            vi: "Bạn có quyền duyệt kế hoạch này; kế hoạch đang chờ duyệt hoặc trả lại."))

    static let planApproved = ReminderRule(
        kind: .planApproved, prefix: "approved", stages: atOnce, missed: .coalesce,
        why: Bilingual(
            en: "You submitted this plan or are responsible for it; it is said when it is approved.",
            vi: "Bạn đã trình hoặc phụ trách kế hoạch này; hệ thống báo khi kế hoạch được duyệt."))

    static let planSentBack = ReminderRule(
        kind: .planSentBack, prefix: "sent-back", stages: atOnce, missed: .coalesce,
        why: Bilingual(
            en: "You submitted this plan or are responsible for it; it is said when it is sent back.",
            vi: "Bạn đã trình hoặc phụ trách kế hoạch này; hệ thống báo khi kế hoạch bị trả lại."))

    /// SCH-1: somebody has to take it over.
    static let leaver = ReminderRule(
        kind: .openWorkLeft, prefix: "left", stages: atOnce, missed: .coalesce,
        why: Bilingual(
            en: "You manage this employee or may hand over their work; it is said when somebody leaves with open work.",
            vi: "Bạn quản lý nhân viên này hoặc được bàn giao việc của họ; hệ thống báo khi có người nghỉ mà còn việc.")
    )

    static let invoice = ReminderRule(
        kind: .invoiceOverdue, prefix: "overdue", stages: [Stage(name: "+P1D", offset: .days(1, minutes: eight))],
        missed: .fireLate,
        why: Bilingual(
            en: "You are responsible for this invoice; it was not paid in full a day after it was due.",
            vi: "Bạn phụ trách hóa đơn này; đã quá hạn 1 ngày mà chưa được thanh toán đủ."))

    // MARK: Contracts, CON-7 and CON-8

    static let contract = ReminderRule(
        kind: .contractExpiring, prefix: "expiry", stages: daysBefore(90, 60, 30, 7, 1), missed: .coalesce,
        why: Bilingual(
            en: "You are responsible for this contract; its end is announced 90, 60, 30, 7 and 1 days before.",
            vi: "Bạn phụ trách hợp đồng này; hệ thống báo trước khi hết hạn 90, 60, 30, 7 và 1 ngày."))

    /// Whether it was paid the invoice knows: nothing is said after the day.
    static let instalment = ReminderRule(
        kind: .instalmentDue, prefix: "instalment", stages: daysBefore(7, 1), missed: .coalesce,
        why: Bilingual(
            en: "You are responsible for this contract; an instalment is announced 7 days and 1 day before it is due.",
            vi: "Bạn phụ trách hợp đồng này; hệ thống báo trước hạn mỗi đợt thanh toán 7 ngày và 1 ngày."))

    static let guarantee = ReminderRule(
        kind: .guaranteeExpiring, prefix: "guarantee", stages: daysBefore(30, 7, 1), missed: .coalesce,
        why: Bilingual(
            en: """
                You are responsible for this contract; a guarantee or retention that is not released is announced 30, 7 and \
                1 days before it expires.
                """,
            vi: """
                Bạn phụ trách hợp đồng này; hệ thống báo trước khi bảo lãnh hoặc tiền giữ lại chưa giải tỏa hết hạn 30, 7 \
                và 1 ngày.
                """))

    static let visit = ReminderRule(
        kind: .visitDue, prefix: "visit", stages: daysBefore(7, 1), missed: .coalesce,
        why: Bilingual(
            en: """
                You are responsible for this contract; a maintenance visit that is not done is announced 7 days and 1 day \
                before.
                """,
            vi: "Bạn phụ trách hợp đồng này; hệ thống báo trước lần bảo trì chưa thực hiện 7 ngày và 1 ngày."))

    static let warranty = ReminderRule(
        kind: .warrantyEnding, prefix: "warranty", stages: daysBefore(30), missed: .coalesce,
        why: Bilingual(
            en: "You are responsible for what was delivered; the end of its warranty is announced 30 days before.",
            vi: "Bạn phụ trách hàng đã giao; hệ thống báo trước khi hết bảo hành 30 ngày."))

    static let allowanceLow = ReminderRule(
        kind: .allowanceLow, prefix: "allowance-low", stages: atOnce, missed: .coalesce,
        why: Bilingual(
            en: "You are responsible for this contract; it is said once when 80 % of its service allowance is used.",
            vi: "Bạn phụ trách hợp đồng này; hệ thống báo một lần khi đã dùng 80% hạn mức dịch vụ."))

    static let allowanceUsedUp = ReminderRule(
        kind: .allowanceUsedUp, prefix: "allowance-used-up", stages: atOnce, missed: .coalesce,
        why: Bilingual(
            en: "You are responsible for this contract; it is said once when its service allowance is used up.",
            vi: "Bạn phụ trách hợp đồng này; hệ thống báo một lần khi đã dùng hết hạn mức dịch vụ."))
}
