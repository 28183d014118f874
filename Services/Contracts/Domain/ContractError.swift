import Foundation
import Messages
import Money

/// Why something cannot be done to a contract (CON-1, CON-2).
enum ContractError: FactError {
    case notAllowed(ContractCommand, ContractStatus)
    case notEditable(ContractStatus)
    case notDeletable(ContractStatus)
    case notInForce(ContractStatus)
    case noLines
    case noteRequired(ContractCommand)
    case inFuture(path: String)
    /// Something that comes before it has that day.
    case beforeLast(Day)
    case unfinished(UnfinishedDocument)
    case endsBeforeStart
    case invalidCeiling
    case invalidPattern(String)
    case unknownQuote
    case unknownCustomer
    case invalidPart(path: String, needs: Bilingual)
    case instalmentsDiffer(sum: Int128, total: Amount)
    case renewedAlready
    case noEnd

    var facts: ErrorFacts {
        switch self {
        case .notAllowed(let command, let status):
            ErrorFacts.of(
                "transition-not-allowed",
                "A contract that is \(status.label.en) cannot \(command.label.en). \(Self.next(status).en)",
                """
                Hợp đồng đang ở trạng thái \(status.label.vi) nên chưa làm được bước "\(command.label.vi)". \
                \(Self.next(status).vi)
                """,
                details: [
                    "command": command.rawValue, "status": status.rawValue,
                    "allowed": ContractTransition.possible(from: status).map(\.rawValue).joined(separator: ","),
                ])
        case .notEditable(let status):
            ErrorFacts.of(
                "contract-not-editable",
                "A contract that is \(status.label.en) can no longer be edited. Make an annex while it is in force, or a new contract.",
                "Hợp đồng đang ở trạng thái \(status.label.vi), không sửa được nữa. Hãy lập phụ lục khi còn hiệu lực, hoặc hợp đồng mới."
            )
        case .notDeletable(let status):
            ErrorFacts.of(
                "contract-not-deletable",
                "A contract that is \(status.label.en) is kept. \(Self.next(status).en)",
                "Hợp đồng đang ở trạng thái \(status.label.vi), không xóa được. \(Self.next(status).vi)")
        case .notInForce(let status):
            ErrorFacts.of(
                "contract-not-in-force",
                "A contract that is \(status.label.en) takes no annex: only one that is in force does. Edit it before it is signed; after its end make a new one.",
                "Hợp đồng đang ở trạng thái \(status.label.vi), không lập được phụ lục vì chỉ lập khi còn hiệu lực. Chưa ký thì hãy sửa trực tiếp, đã kết thúc thì lập hợp đồng mới."
            )
        case .noLines:
            ErrorFacts.of(
                "contract-without-lines", "The contract has no lines. Add at least one before it is agreed.",
                "Hợp đồng chưa có dòng nào. Hãy thêm dòng trước khi thống nhất.")
        case .noteRequired(let command):
            ErrorFacts.of(
                "note-required", "Say why in a note: a contract needs one to \(command.label.en).",
                "Hãy ghi lý do vào phần ghi chú: cần có để \(command.label.vi).", .invalid, "$.note")
        case .inFuture(let path):
            ErrorFacts.of(
                "day-in-future", "The day is yet to come. Give today or an earlier day.",
                "Ngày ở tương lai. Hãy chọn hôm nay hoặc ngày trước đó.", .invalid, path)
        case .unfinished(let document):
            ErrorFacts.of(
                "unfinished-documents",
                "\(document.name.en.sentenceStart) is not \(document.isUnpaid ? "paid. Collect it, or correct it" : "finished. Finish or delete it") first.",
                "\(document.name.vi.sentenceStart) \(document.isUnpaid ? "chưa thu đủ. Hãy thu tiền hoặc lập hóa đơn điều chỉnh" : "chưa xong. Hãy hoàn tất hoặc xóa") trước.",
                details: ["document": document.name.en])
        case .endsBeforeStart:
            ErrorFacts.of(
                "ends-before-start", "The contract would end before it begins. Correct the dates.",
                "Ngày hết hạn trước ngày hiệu lực. Hãy sửa lại.", .invalid, "$.effectiveTo")
        case .invalidCeiling:
            ErrorFacts.of(
                "invalid-ceiling", "The ceiling must be above zero, or left out.",
                "Giá trị trần phải lớn hơn 0 hoặc để trống.", .invalid, "$.ceiling")
        case .invalidPattern(let pattern):
            ErrorFacts.of(
                "invalid-pattern",
                "\"\(pattern)\" needs {seq} or {seq:<digits>} and {year}; it may have {kind} and {customer}.",
                "Mẫu số \"\(pattern)\" cần có {seq} và {year}; có thể dùng {kind}, {customer}.", .invalid, "$.value")
        case .unknownQuote:
            ErrorFacts.of(
                "unknown-quote",
                "The customer has no such quote, or you may not see it. Choose another; if it is new, try again in a moment.",
                "Khách hàng không có báo giá này, hoặc bạn không được xem. Hãy chọn lại; nếu báo giá vừa lập, hãy thử lại sau giây lát.",
                .invalid, "$.quoteId")
        case .unknownCustomer:
            ErrorFacts.of(
                "unknown-customer",
                "The customer is not known here, so there is nobody to sign. Choose another, or wait until they are entered.",
                "Chưa có thông tin của khách hàng này nên không ký được. Hãy chọn lại, hoặc đợi khách hàng được nhập.",
                .invalid, "$.customerId")
        case .invalidPart(let path, let needs):
            ErrorFacts.of("invalid-part", "This part needs \(needs.en).", "Mục này \(needs.vi).", .invalid, path)
        case .instalmentsDiffer(let sum, let total):
            ErrorFacts.of(
                "instalments-differ",
                "The instalments come to \(Self.text(sum, total, .english)), the contract to \(total.text(.english)). Make them equal.",
                "Tổng các đợt thanh toán là \(Self.text(sum, total, .vietnamese)), giá trị hợp đồng là \(total.text(.vietnamese)). Hãy sửa cho khớp.",
                .invalid, "$.instalments", details: ["sum": "\(sum)", "total": String(total.minorUnits)])
        case .beforeLast(let day):
            ErrorFacts.of(
                "day-before-last",
                "What comes before this is of \(day). Give that day or a later one.",
                "Bước trước đó ghi ngày \(day.dayFirst). Hãy chọn từ ngày đó trở đi.", .invalid, "$.on",
                details: ["on": day.description])
        case .renewedAlready:
            ErrorFacts.of(
                "renewed-already", "The contract has a successor already. Renew that one.",
                "Hợp đồng đã có hợp đồng gia hạn. Hãy gia hạn hợp đồng đó.")
        case .noEnd:
            ErrorFacts.of(
                "contract-without-end",
                "The contract has no last day, so there is nothing to renew. Give it one first.",
                "Hợp đồng không có ngày hết hạn nên không gia hạn được. Hãy ghi ngày hết hạn trước.")
        }
    }

    /// What does not fit is far from any total.
    private static func text(_ sum: Int128, _ total: Amount, _ style: NumberStyle) -> String {
        Amount(minorUnits: Int64(clamping: sum), currency: total.currency).text(style)
    }

    private static func next(_ status: ContractStatus) -> Bilingual {
        .possible(ContractTransition.possible(from: status).map(\.label))
    }
}
