import Foundation
import Messages

enum ContractError: FactError {
    case notAllowed(ContractCommand, ContractStatus)
    case notEditable(ContractStatus)
    case notDeletable(ContractStatus)
    case notInForce(ContractStatus)
    case noLines
    case noteRequired(ContractCommand)
    case inFuture
    case approvalVoid
    case unfinished(String)
    case endsBeforeStart
    case invalidCeiling
    case invalidPattern(String)
    case unknownQuote

    var facts: ErrorFacts {
        switch self {
        case .notAllowed(let command, let status):
            fact(
                "transition-not-allowed",
                "A contract that is \(status.rawValue) cannot \(command.rawValue). Possible from: \(Self.from(command)).",
                "Hợp đồng đang ở trạng thái \(status.rawValue), không thể \(command.rawValue).")
        case .notEditable(let status):
            fact(
                "contract-not-editable", "A contract that is \(status.rawValue) can no longer be edited.",
                "Hợp đồng đang ở trạng thái \(status.rawValue), không sửa được nữa.")
        case .notDeletable(let status):
            fact(
                "contract-not-deletable", "A contract that is \(status.rawValue) is kept. Cancel it instead.",
                "Hợp đồng đang ở trạng thái \(status.rawValue), không xóa được. Hãy hủy hợp đồng.")
        case .notInForce(let status):
            fact(
                "contract-not-in-force",
                "A contract that is \(status.rawValue) takes no annex. Edit it, or make a new one.",
                "Hợp đồng đang ở trạng thái \(status.rawValue), không lập được phụ lục.")
        case .noLines:
            fact(
                "contract-without-lines", "The contract has no lines. Add at least one before it is agreed.",
                "Hợp đồng chưa có dòng nào. Hãy thêm dòng trước khi thống nhất.")
        case .noteRequired(let command):
            fact(
                "note-required", "Say why in a note: \(command.rawValue) needs one.",
                "Hãy ghi lý do vào phần ghi chú.", .invalid, "$.note")
        case .inFuture:
            fact(
                "day-in-future", "The day is yet to come. Give today or an earlier day.",
                "Ngày ở tương lai. Hãy chọn hôm nay hoặc ngày trước đó.", .invalid, "$.on")
        case .approvalVoid:
            fact(
                "approval-void", "The contract was changed since it was approved. Have it agreed again.",
                "Hợp đồng đã sửa sau khi duyệt. Hãy trình duyệt lại.")
        case .unfinished(let document):
            fact(
                "unfinished-documents", "\(document) is not finished. Issue, collect, close or delete it first.",
                "\(document) chưa xong. Hãy hoàn tất hoặc xóa trước.", details: ["document": document])
        case .endsBeforeStart:
            fact(
                "ends-before-start", "The contract would end before it begins. Correct the dates.",
                "Ngày hết hạn trước ngày hiệu lực. Hãy sửa lại.", .invalid, "$.effectiveTo")
        case .invalidCeiling:
            fact(
                "invalid-ceiling", "The ceiling must be above zero, or left out.",
                "Giá trị trần phải lớn hơn 0 hoặc để trống.", .invalid, "$.ceiling")
        case .unknownQuote:
            fact(
                "unknown-quote", "The customer has no such quote, or you may not see it. Choose another.",
                "Khách hàng không có báo giá này, hoặc bạn không được xem. Hãy chọn lại.", .invalid, "$.quoteId")
        case .invalidPattern(let pattern):
            fact(
                "invalid-pattern",
                "\"\(pattern)\" needs {seq} or {seq:<digits>} and {year}; it may have {kind} and {customer}.",
                "Mẫu số \"\(pattern)\" cần có {seq} và {year}; có thể dùng {kind}, {customer}.", .invalid, "$.value")
        }
    }

    private static func from(_ command: ContractCommand) -> String {
        ContractTransition.of(command)?.from.map(\.rawValue).joined(separator: ", ") ?? ""
    }

    private func fact(
        _ code: String, _ en: String, _ vi: String, _ consequence: Consequence = .conflict, _ path: String? = nil,
        details: [String: String] = [:]
    ) -> ErrorFacts {
        ErrorFacts(code: code, consequence: consequence, en: en, vi: vi, path: path, details: details)
    }
}
