import Foundation
import Messages
import Money

enum PaymentError: FactError {
    case notPositive(path: String)
    case unknownInvoice(String, path: String)
    case unknownDocument(entity: String, id: EntityID, path: String)
    case currencyMismatch(document: DocumentName, currency: Currency, path: String)
    case customerMismatch(document: DocumentName, path: String)
    /// The invoice or order that it names was not made from the document that it names too.
    case documentMismatch(document: DocumentName, path: String)
    case customerRequired(path: String)
    case unknownCustomer(path: String)
    case referenceUsed(source: String, reference: String, path: String)
    case inFuture(path: String)
    case longAgo(earliest: Day, path: String)
    /// The payment still moved on that day.
    case beforeLast(Day)
    case whyAfterLiquidation
    case notEnoughLeft(left: Amount)
    case alreadyReversed
    case tooLarge

    var facts: ErrorFacts {
        switch self {
        case .notPositive(let path):
            fact(
                "amount-not-positive", "The amount must be above zero. To take a payment back, reverse it.",
                "Số tiền phải lớn hơn 0. Muốn rút lại hãy hủy thanh toán.", path)
        case .unknownInvoice(let name, let path):
            fact(
                "unknown-invoice",
                "There is no issued invoice \(name). Send the invoice first, or name it as it is known.",
                "Không có hóa đơn \(name). Hãy gửi hóa đơn trước hoặc ghi đúng số.", path)
        case .unknownDocument(let entity, let id, let path):
            fact(
                "unknown-\(entity)", "There is no \(entity) \(id).", "Không có \(RecordName.of(entity).vi) \(id).", path
            )
        case .currencyMismatch(let document, let currency, let path):
            fact(
                "currency-mismatch",
                "\(document.en.sentenceStart) is in \(currency). A payment has the currency of what it pays.",
                "\(document.vi.sentenceStart) dùng loại tiền \(currency). Thanh toán phải cùng loại tiền.", path)
        case .customerMismatch(let document, let path):
            fact(
                "customer-mismatch",
                "\(document.en.sentenceStart) is another customer's. Correct the customer or leave it out.",
                "\(document.vi.sentenceStart) là của khách hàng khác. Hãy sửa hoặc bỏ trống khách hàng.", path)
        case .documentMismatch(let document, let path):
            fact(
                "document-mismatch",
                "\(document.en.sentenceStart) was made from something else. Name the one it was made from, or \(document.en) alone.",
                "\(document.vi.sentenceStart) không lập từ chứng từ này. Hãy ghi đúng chứng từ gốc, hoặc chỉ ghi \(document.vi).",
                path)
        case .customerRequired(let path):
            fact(
                "customer-required", "Name the customer, or an invoice, a contract or an order.",
                "Hãy ghi khách hàng, hoặc hóa đơn, hợp đồng, đơn hàng.", path)
        case .unknownCustomer(let path):
            fact(
                "unknown-customer", "There is no such customer, or you may not see it. Choose another.",
                "Không có khách hàng này, hoặc bạn không được xem. Hãy chọn lại.", path)
        case .referenceUsed(let source, let reference, let path):
            fact(
                "reference-used",
                "The reference \(reference) of \(source) was used already. If it is this one, nothing is left to do; else give another reference, or reverse that one if it is wrong.",
                "Mã \(reference) của \(source == RecordPayment.source ? "người nhập" : source) đã được dùng. Nếu chính là khoản này thì không cần làm gì; nếu là khoản khác hãy dùng mã khác, hoặc hủy bản cũ nếu bản cũ sai.",
                path,
                .conflict)
        case .inFuture(let path):
            fact(
                "paid-in-future", "A payment cannot have a day that is yet to come.",
                "Ngày thanh toán không được ở tương lai.", path)
        case .longAgo(let earliest, let path):
            fact(
                "paid-long-ago",
                "A payment is entered from \(earliest) on. Check the year; what was paid before is entered at the cut-over.",
                "Chỉ ghi thanh toán từ ngày \(earliest.dayFirst). Hãy kiểm tra lại năm; khoản cũ hơn ghi khi chuyển số dư.",
                path)
        case .beforeLast(let day):
            fact(
                "day-before-last", "The payment still moved on \(day). Give that day or a later one.",
                "Khoản thanh toán còn biến động ngày \(day.dayFirst). Hãy chọn từ ngày đó trở đi.", "$.on")
        case .whyAfterLiquidation:
            fact(
                "note-required",
                "It pays an invoice of a liquidated contract, which will be open again. Say why in a note.",
                "Khoản này trả cho hóa đơn của hợp đồng đã thanh lý, hóa đơn sẽ lại chưa thu đủ. Hãy ghi lý do vào note.",
                "$.note")
        case .notEnoughLeft(let left):
            fact(
                "not-enough-left",
                "Only \(left.text(.english)) \(left.currency) of the payment is left to allocate. Allocate less.",
                "Khoản thanh toán chỉ còn \(left.text(.vietnamese)) \(left.currency) để phân bổ. Hãy phân bổ ít hơn.",
                "$.amount")
        case .alreadyReversed:
            fact(
                "payment-reversed", "The payment is reversed already. Record another one.",
                "Thanh toán này đã bị hủy. Hãy ghi khoản khác.", nil, .conflict)
        case .tooLarge:
            fact(
                "amount-too-large", "The customer's sums would grow too large to be kept.", "Số tiền quá lớn.",
                "$.amount")
        }
    }

    private func fact(
        _ code: String, _ en: String, _ vi: String, _ path: String?, _ consequence: Consequence = .invalid
    ) -> ErrorFacts {
        ErrorFacts(code: code, consequence: consequence, en: en, vi: vi, path: path)
    }
}
