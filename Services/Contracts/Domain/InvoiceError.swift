import Foundation
import Messages

enum InvoiceError: FactError {
    case alreadyIssued(String)
    case notIssued(String)
    case nothingToIssue
    case overpaid(String)
    case paidAboveTotal(String)
    case paidCannotMove(String)
    case noSeries(year: Int)
    case seriesNeeded([String])
    case unknownSeries(String)
    case seriesExists(String)
    case invalidSymbol(String)
    case wrongYear(series: String, year: Int)
    case beforePrevious(series: String, previous: Day)
    case inFuture(Day)
    case seriesFull(String)

    var facts: ErrorFacts {
        switch self {
        case .alreadyIssued(let name):
            fact(
                "invoice-issued",
                "Invoice \(name) is issued and never changes. Issue an adjusting or replacing invoice.",
                "Hóa đơn \(name) đã phát hành, không sửa được. Hãy lập hóa đơn điều chỉnh hoặc thay thế.")
        case .notIssued(let name):
            fact(
                "invoice-not-issued", "Invoice \(name) is not issued yet. Issue it first.",
                "Hóa đơn \(name) chưa phát hành. Hãy phát hành trước.")
        case .nothingToIssue:
            fact(
                "invoice-without-lines", "The invoice has no lines. Add at least one before it is issued.",
                "Hóa đơn chưa có dòng nào. Hãy thêm dòng trước khi phát hành.")
        case .overpaid(let name):
            fact(
                "invoice-overpaid", "More cannot be allocated to invoice \(name) than its total.",
                "Không thể phân bổ quá tổng tiền của hóa đơn \(name).")
        case .paidAboveTotal(let name):
            fact(
                "invoice-paid-above-total",
                "More has been paid on invoice \(name) than its new total. Reverse payments first.",
                "Hóa đơn \(name) đã được thanh toán nhiều hơn tổng tiền mới. Hãy hủy phân bổ thanh toán trước.")
        case .paidCannotMove(let name):
            fact(
                "invoice-paid",
                "Invoice \(name) has payments: its customer and currency cannot change. Reverse them first.",
                "Hóa đơn \(name) đã có thanh toán, không đổi được khách hàng và loại tiền.")
        case .noSeries(let year):
            fact(
                "series-missing", "There is no invoice series for \(year). Register one first.",
                "Chưa có ký hiệu hóa đơn cho năm \(year). Hãy đăng ký trước.")
        case .seriesNeeded(let symbols):
            fact(
                "series-required", "Say which series: \(symbols.joined(separator: ", ")).",
                "Hãy chọn ký hiệu: \(symbols.joined(separator: ", ")).", .invalid, "$.series")
        case .unknownSeries(let symbol):
            fact(
                "unknown-series", "There is no invoice series \(symbol). Register it first.",
                "Không có ký hiệu hóa đơn \(symbol). Hãy đăng ký trước.", .invalid, "$.series")
        case .seriesExists(let symbol):
            fact(
                "series-exists", "The invoice series \(symbol) is registered already.",
                "Ký hiệu hóa đơn \(symbol) đã được đăng ký.")
        case .invalidSymbol(let symbol):
            fact(
                "invalid-symbol",
                "\"\(symbol)\" is no invoice symbol. One is form 1 or 2, C or K, the year and three letters, as 1C26TAA.",
                "\"\(symbol)\" không đúng mẫu ký hiệu hóa đơn, ví dụ 1C26TAA.", .invalid, "$.symbol")
        case .wrongYear(let series, let year):
            fact(
                "series-of-another-year", "Series \(series) is not for invoices of \(year). Choose one of that year.",
                "Ký hiệu \(series) không dùng cho năm \(year).", .invalid, "$.on")
        case .beforePrevious(let series, let previous):
            fact(
                "issue-date-before-previous",
                "The last invoice of series \(series) is of \(previous). Issue on that day or later.",
                "Hóa đơn trước của ký hiệu \(series) lập ngày \(previous). Hãy lập từ ngày đó trở đi.", .invalid, "$.on"
            )
        case .inFuture(let day):
            fact(
                "issue-date-in-future", "An invoice cannot be issued on \(day), which is yet to come.",
                "Không thể phát hành hóa đơn vào ngày \(day) trong tương lai.", .invalid, "$.on")
        case .seriesFull(let series):
            fact(
                "series-full", "Series \(series) has used all of its 8 digits. Register another.",
                "Ký hiệu \(series) đã dùng hết số. Hãy đăng ký ký hiệu khác.")
        }
    }

    private func fact(
        _ code: String, _ en: String, _ vi: String, _ consequence: Consequence = .conflict, _ path: String? = nil
    ) -> ErrorFacts {
        ErrorFacts(code: code, consequence: consequence, en: en, vi: vi, path: path)
    }
}
