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
    case invalidPart(path: String, needs: Bilingual)
    case instalmentsDiffer(sum: String, total: Int64)
    case approvalOfRole(String)
    case approvedAlready
    case notCarriedOut(ContractStatus)
    case renewedAlready
    case noEnd
    case noAllowance
    case outsidePeriod(Day)
    case unknownContract(String)
    case invalidRules(String)

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
        default: partFacts
        }
    }

    private var partFacts: ErrorFacts {
        switch self {
        case .invalidPart(let path, let needs):
            fact("invalid-part", "This part needs \(needs.en).", "Mục này \(needs.vi).", .invalid, path)
        case .instalmentsDiffer(let sum, let total):
            fact(
                "instalments-differ", "The instalments come to \(sum), the contract to \(total). Make them equal.",
                "Tổng các đợt thanh toán là \(sum), giá trị hợp đồng là \(total). Hãy sửa cho khớp.", .invalid,
                "$.instalments", details: ["sum": sum, "total": String(total)])
        case .approvalOfRole(let role):
            fact(
                "approval-of-role", "A contract of this amount is to be approved by the role \(role) now.",
                "Hợp đồng giá trị này cần vai trò \(role) duyệt ở bước này.", .forbidden, details: ["role": role])
        case .approvedAlready:
            fact(
                "approved-already", "You have approved this contract; the next approval is another person's.",
                "Bạn đã duyệt hợp đồng này; bước tiếp theo phải do người khác duyệt.")
        case .notCarriedOut(let status):
            fact(
                "contract-not-carried-out",
                "A contract that is \(status.rawValue) is not being carried out. Sign it first, or use one in force.",
                "Hợp đồng đang ở trạng thái \(status.rawValue), chưa hoặc không còn thực hiện.")
        case .renewedAlready:
            fact(
                "renewed-already", "The contract has a successor already.", "Hợp đồng đã có hợp đồng gia hạn.")
        case .noEnd:
            fact(
                "contract-without-end",
                "The contract has no last day, so there is nothing to renew. Give it one first.",
                "Hợp đồng không có ngày hết hạn nên không gia hạn được.")
        default: usageFacts
        }
    }

    private var usageFacts: ErrorFacts {
        switch self {
        case .noAllowance:
            fact(
                "no-allowance", "The contract covers no number of cases or hours. Agree on one first.",
                "Hợp đồng không có hạn mức số vụ việc hoặc số giờ.")
        case .outsidePeriod(let day):
            fact(
                "outside-period", "The contract does not cover \(day). Correct the day, or use another contract.",
                "Hợp đồng không bao gồm ngày \(day).", .invalid, "$.usedOn")
        case .unknownContract(let name):
            fact(
                "unknown-contract", "There is no contract \(name).", "Không có hợp đồng \(name).", .invalid,
                "$.contractId")
        case .invalidRules(let text):
            fact(
                "invalid-approval-rules",
                "\"\(text)\" is no list of rules. One is such as \"100000000 VND: sales-manager, director\"; semicolons between.",
                "\"\(text)\" không đúng dạng, ví dụ \"100000000 VND: sales-manager, director\".", .invalid, "$.value")
        case .invalidPattern(let pattern):
            fact(
                "invalid-pattern",
                "\"\(pattern)\" needs {seq} or {seq:<digits>} and {year}; it may have {kind} and {customer}.",
                "Mẫu số \"\(pattern)\" cần có {seq} và {year}; có thể dùng {kind}, {customer}.", .invalid, "$.value")
        default:
            preconditionFailure("a case without facts")
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
