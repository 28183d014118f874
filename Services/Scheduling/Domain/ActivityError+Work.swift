import Foundation
import Messages

extension ActivityError {
    /// Of queues, checklists, chains and calls (SCH-3, SCH-9).
    var workFacts: ErrorFacts {
        switch self {
        case .unknownTeam:
            ErrorFacts(
                code: "unknown-team", consequence: .invalid, en: "There is no such team. Choose one from the list.",
                vi: "Không có nhóm này. Hãy chọn trong danh sách.", path: "$.teamId")
        case .notQueued:
            ErrorFacts(
                code: "not-queued", consequence: .conflict,
                en: "The activity does not wait in a queue any more. Take another one.",
                vi: "Hoạt động không còn chờ trong hàng đợi. Hãy nhận hoạt động khác.")
        case .notFromQueue:
            ErrorFacts(
                code: "not-from-queue", consequence: .conflict,
                en: "The activity was not taken from a queue. Put it into one instead.",
                vi: "Hoạt động không được nhận từ hàng đợi. Hãy đưa vào hàng đợi của một nhóm.")
        case .queueEmpty:
            ErrorFacts(
                code: "queue-empty", consequence: .conflict, en: "Nothing waits in this queue. Try again later.",
                vi: "Hàng đợi này đang trống. Hãy thử lại sau.")
        case .noEmployee:
            ErrorFacts(
                code: "no-employee", consequence: .conflict,
                en: "Your account belongs to no employee, so it can take no work. Ask an administrator.",
                vi: "Tài khoản của bạn chưa gắn với nhân viên nên không nhận việc được. Hãy hỏi quản trị viên.")
        case .stepHeld:
            ErrorFacts(
                code: "step-held", consequence: .conflict,
                en: "An earlier step of the procedure is still open. Finish it first.",
                vi: "Bước trước của quy trình chưa xong. Hãy hoàn thành bước đó trước.")
        case .stepObligatory(let procedure):
            ErrorFacts(
                code: "step-obligatory", consequence: .conflict,
                en: "This step of \"\(procedure)\" is obligatory. Do it, or cancel the rest of the procedure.",
                vi: "Bước này của \"\(procedure)\" là bắt buộc. Hãy thực hiện, hoặc hủy phần còn lại của quy trình.",
                details: ["procedure": procedure])
        case .notACall:
            ErrorFacts(
                code: "not-a-call", consequence: .conflict, en: "The activity is no call. Say that it is done instead.",
                vi: "Hoạt động này không phải cuộc gọi. Hãy dùng lệnh hoàn thành.")
        case .callInvalid(let path):
            ErrorFacts(
                code: "invalid-call", consequence: .invalid,
                en: "A call lasts 0 to 1440 minutes and was not made in the future.",
                vi: "Cuộc gọi dài từ 0 đến 1440 phút và không thể ở tương lai.", path: path)
        default: checklistFacts
        }
    }

    private var checklistFacts: ErrorFacts {
        switch self {
        case .itemTextInvalid(let index):
            ErrorFacts(
                code: "invalid-text", consequence: .invalid,
                en: "An item has 1 to \(Checklist.mostText) characters on its own line.",
                vi: "Mỗi mục phải có từ 1 đến \(Checklist.mostText) ký tự.", path: "$.items[\(index)].text")
        case .unknownItem(let path):
            ErrorFacts(
                code: "unknown-item", consequence: .invalid,
                en: "The checklist has no such item. Read it again.",
                vi: "Danh sách kiểm tra không có mục này. Hãy tải lại.", path: path)
        case .itemTwice(let path):
            ErrorFacts(
                code: "repeated", consequence: .invalid, en: "This item is named twice. Name it once.",
                vi: "Mục này được ghi hai lần. Hãy ghi một lần.", path: path)
        case .checklistOpen(let texts):
            ErrorFacts(
                code: "checklist-open", consequence: .conflict,
                en: "Obligatory items of the checklist are open: \(Checklist.named(texts)). Tick them first.",
                vi: "Các mục bắt buộc chưa xong: \(Checklist.named(texts)). Hãy đánh dấu trước.",
                details: ["open": "\(texts.count)", "items": Checklist.named(texts)])
        default:
            ErrorFacts(
                code: "activity-invalid", consequence: .invalid, en: "The activity cannot be like that. Check it.",
                vi: "Hoạt động không hợp lệ. Hãy kiểm tra lại.")
        }
    }
}
