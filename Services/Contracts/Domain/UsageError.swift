import Foundation
import Messages

/// Why something cannot be done under a contract that is carried out, or to its allowance (CON-8).
enum UsageError: FactError {
    case noAllowance
    /// The case says nothing of the hours that were spent on it.
    case hoursMissing
    case outsidePeriod(Day, path: String)
    case notCarriedOut(ContractStatus)
    case unknownContract(String, path: String)
    case otherCustomer
    case unknown
    case reasonRequired
    case alreadyReversed

    var facts: ErrorFacts {
        switch self {
        case .noAllowance:
            ErrorFacts.of(
                "no-allowance", "The contract covers no number of cases or hours. Agree on one first.",
                "Hợp đồng không có hạn mức số lượt hoặc số giờ. Hãy thỏa thuận hạn mức trước.")
        case .hoursMissing:
            ErrorFacts.of(
                "hours-missing",
                "The contract covers hours, and the case does not say how many were spent. Enter them in the case; 0 where it cost none.",
                "Hợp đồng tính theo giờ nhưng phản hồi chưa ghi số giờ. Hãy ghi số giờ vào phản hồi; ghi 0 nếu không tốn giờ nào."
            )
        case .outsidePeriod(let day, let path):
            ErrorFacts.of(
                "outside-period", "The contract does not cover \(day). Correct the day, or use another contract.",
                "Hợp đồng không bao gồm ngày \(day.dayFirst). Hãy sửa ngày hoặc chọn hợp đồng khác.", .invalid,
                path)
        case .notCarriedOut(let status):
            ErrorFacts.of(
                "contract-not-carried-out",
                "A contract that is \(status.label.en) is not being carried out. Sign it first, or use one in force.",
                "Hợp đồng đang ở trạng thái \(status.label.vi), chưa hoặc không còn thực hiện. Hãy ký trước, hoặc chọn hợp đồng còn hiệu lực."
            )
        case .unknownContract(let name, let path):
            ErrorFacts.of(
                "unknown-contract", "There is no contract \(name).", "Không có hợp đồng \(name).", .invalid,
                path)
        case .otherCustomer:
            ErrorFacts.of(
                "contract-of-other-customer", "The contract is another customer's. Choose one of the case's customer.",
                "Hợp đồng của khách hàng khác. Hãy chọn hợp đồng của khách hàng trong phản hồi.")
        case .unknown:
            ErrorFacts.of(
                "unknown-usage", "Nothing like that was recorded for the contract. Look it up among its usages.",
                "Hợp đồng không có lần sử dụng này. Hãy xem lại danh sách đã ghi nhận.", .invalid)
        case .reasonRequired:
            ErrorFacts.of(
                "note-required", "Say in a note why it is taken back.", "Hãy ghi lý do hủy vào phần ghi chú.", .invalid,
                "$.note")
        case .alreadyReversed:
            ErrorFacts.of(
                "usage-already-reversed", "It was taken back already. Record it anew where that was wrong.",
                "Lần sử dụng này đã được hủy. Hãy ghi nhận lại nếu hủy nhầm.")
        }
    }
}
