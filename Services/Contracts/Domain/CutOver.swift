import Foundation
import Messages
import Money

/// What a customer had been invoiced and had paid when the firm began with Quen (CON-6): kept once per currency, and counted
/// for the customer's status and for ages.
struct CutOver: Codable, Sendable, Hashable {
    /// The series of invoices that were open then.
    static let series = "CUT-OVER"
    var customerId: EntityID
    var currency: Currency
    var onDay: Day
    /// Smallest units that had been paid before, of invoices that are not imported.
    var paid: Int64
    var paidInvoices: Int
    var lastPaymentOn: Day?
    var at: Instant
    var account: EntityID?
}

enum CutOverError: FactError {
    case done(Currency)
    case afterBusiness
    case notPositive(path: String)
    case inFuture(path: String)
    case numberTwice(String)

    var facts: ErrorFacts {
        switch self {
        case .done(let currency):
            ErrorFacts(
                code: "cut-over-done", consequence: .conflict,
                en: "What this customer had paid in \(currency) before is imported already; it is imported once.",
                vi: "Số liệu trước chuyển đổi bằng \(currency) của khách hàng này đã nhập, chỉ nhập một lần.")
        case .afterBusiness:
            ErrorFacts(
                code: "cut-over-after-business", consequence: .invalid,
                en: "The customer's last payment before must not be after the day of the cut-over.",
                vi: "Lần thanh toán trước đó không được sau ngày chuyển đổi.", path: "$.lastPaymentOn")
        case .notPositive(let path):
            ErrorFacts(
                code: "amount-not-positive", consequence: .invalid, en: "The amount must be above zero.",
                vi: "Số tiền phải lớn hơn 0.", path: path)
        case .inFuture(let path):
            ErrorFacts(
                code: "day-in-future", consequence: .invalid, en: "The day is yet to come, or after the cut-over.",
                vi: "Ngày ở tương lai hoặc sau ngày chuyển đổi.", path: path)
        case .numberTwice(let number):
            ErrorFacts(
                code: "number-twice", consequence: .invalid, en: "The open invoice \(number) is there twice.",
                vi: "Hóa đơn \(number) bị lặp.", path: "$.openInvoices")
        }
    }
}
