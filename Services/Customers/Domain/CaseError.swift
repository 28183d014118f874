import Messages

enum CaseError: QuenError, Hashable {
    case notAllowed(CaseCommand, CaseStatus)
    case alreadyAnswered
    case finished
    case notResolved
    case begun
    case queueEmpty
    case noEmployee
    case contractNotUsable(path: String)

    var code: String {
        switch self {
        case .notAllowed: "case-step-not-allowed"
        case .alreadyAnswered: "case-already-answered"
        case .finished: "case-finished"
        case .notResolved: "case-not-resolved"
        case .begun: "case-in-use"
        case .queueEmpty: "case-queue-empty"
        case .noEmployee: "no-employee"
        case .contractNotUsable: "contract-not-usable"
        }
    }

    var consequence: Consequence {
        switch self {
        case .contractNotUsable: .invalid
        default: .conflict
        }
    }

    var path: String? {
        if case .contractNotUsable(let path) = self { path } else { nil }
    }

    var details: [String: String] {
        guard case .notAllowed(_, let status) = self else { return [:] }
        let possible = CaseTransition.possible(from: status).map(\.rawValue).joined(separator: ", ")
        return ["status": status.rawValue, "possible": possible]
    }

    var message: Bilingual {
        switch self {
        case .notAllowed(let command, let status):
            Bilingual(
                en: """
                    A case that is \(status.label.en) cannot be \(command.label.en). Possible now: \(Self.possible(status).en).
                    """,
                vi: """
                    Không thể \(command.label.vi) phản hồi đang ở trạng thái \(status.label.vi). \
                    Có thể: \(Self.possible(status).vi).
                    """)
        case .alreadyAnswered:
            Bilingual(
                en: "The first answer was given already. Resume or resolve the case.",
                vi: "Đã trả lời lần đầu rồi. Hãy tiếp tục xử lý hoặc ghi kết quả giải quyết.")
        case .finished:
            Bilingual(
                en: """
                    The case is finished: only its resolution, hours, contract and who is responsible can be corrected. \
                    Reopen it to change more.
                    """,
                vi: """
                    Phản hồi đã xong: chỉ sửa được kết quả giải quyết, số giờ, hợp đồng và người phụ trách. \
                    Hãy mở lại nếu cần sửa mục khác.
                    """)
        case .notResolved:
            Bilingual(
                en: "The case is not resolved yet. Resolve it to say how it was solved.",
                vi: "Phản hồi chưa được giải quyết. Hãy ghi kết quả khi giải quyết xong.")
        case .begun:
            Bilingual(
                en: "Work on this case has begun, so it cannot be deleted. Resolve and close it instead.",
                vi: "Phản hồi đã được xử lý nên không xóa được. Hãy giải quyết rồi đóng lại.")
        case .queueEmpty:
            Bilingual(
                en: "No case waits for you there. Look again later, or choose another queue.",
                vi: "Không có phản hồi nào đang chờ bạn. Hãy xem lại sau hoặc chọn hàng đợi khác.")
        case .noEmployee:
            Bilingual(
                en: "Only an employee can take a case. Assign it to somebody.",
                vi: "Chỉ nhân viên mới nhận được phản hồi. Hãy giao cho một nhân viên.")
        case .contractNotUsable:
            Bilingual(
                en:
                    "This is no contract of the customer with an allowance in force on the day of the case. Choose another, or leave it empty.",
                vi: """
                    Đây không phải là hợp đồng của khách hàng có hạn mức hỗ trợ còn hiệu lực vào ngày tiếp nhận. \
                    Hãy chọn hợp đồng khác hoặc để trống.
                    """)
        }
    }

    private static func possible(_ status: CaseStatus) -> Bilingual {
        let labels = CaseTransition.possible(from: status).map(\.label)
        return Bilingual(
            en: labels.map(\.en).joined(separator: ", "), vi: labels.map(\.vi).joined(separator: ", "))
    }
}

extension CaseCommand {
    /// As it stands after "cannot be" and "không thể".
    var label: Bilingual {
        switch self {
        case .assign: Bilingual(en: "assigned", vi: "giao việc")
        case .queue: Bilingual(en: "queued", vi: "đưa vào hàng đợi")
        case .take: Bilingual(en: "taken", vi: "nhận")
        case .start: Bilingual(en: "started", vi: "bắt đầu xử lý")
        case .answer: Bilingual(en: "answered", vi: "trả lời lần đầu")
        case .wait: Bilingual(en: "left waiting for the customer", vi: "chờ khách hàng")
        case .resume: Bilingual(en: "resumed", vi: "tiếp tục xử lý")
        case .resolve: Bilingual(en: "resolved", vi: "giải quyết")
        case .close: Bilingual(en: "closed", vi: "đóng")
        case .reopen: Bilingual(en: "reopened", vi: "mở lại")
        }
    }
}

extension CaseKind {
    var label: Bilingual {
        switch self {
        case .question: Bilingual(en: "Question", vi: "Câu hỏi")
        case .request: Bilingual(en: "Request", vi: "Đề nghị")
        case .fault: Bilingual(en: "Fault", vi: "Sự cố")
        case .complaint: Bilingual(en: "Complaint", vi: "Khiếu nại")
        }
    }
}

extension CaseStatus {
    var label: Bilingual {
        switch self {
        case .new: Bilingual(en: "new", vi: "mới")
        case .assigned: Bilingual(en: "assigned", vi: "đã giao")
        case .inProgress: Bilingual(en: "in progress", vi: "đang xử lý")
        case .waitingForCustomer: Bilingual(en: "waiting for the customer", vi: "chờ khách hàng")
        case .resolved: Bilingual(en: "resolved", vi: "đã giải quyết")
        case .closed: Bilingual(en: "closed", vi: "đã đóng")
        }
    }
}

extension ActivityPriority {
    var label: Bilingual {
        switch self {
        case .veryHigh: Bilingual(en: "very high", vi: "rất cao")
        case .high: Bilingual(en: "high", vi: "cao")
        case .medium: Bilingual(en: "medium", vi: "trung bình")
        case .low: Bilingual(en: "low", vi: "thấp")
        case .veryLow: Bilingual(en: "very low", vi: "rất thấp")
        }
    }
}
