import Foundation
import Messages
import Money

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
    case beingSent
    case alreadyReplaced(String)
    case correctedElsewhere(String)
    case correctOriginal(String, String)
    case keepsFirstWay(String, CorrectionKind)
    case adjustedBelowZero(String)
    case agreementRequired(String)
    case openCorrection(String)
    case changesMoreThanAddress
    case numberedByProvider(String)
    case notNumberedByProvider(String)
    case numberRequired
    case numberUsed(String)
    case notUnderWay
    case coded(String)
    case reasonRequired
    case beforeOriginal(Day)
    case linesOfAdjustment
    case invalidRate
    case rateRequired(Currency)
    case unknownBuyer
    case unknownLine(path: String)
    case nothingChanges

    var facts: ErrorFacts {
        switch self {
        case .alreadyIssued(let name):
            fact(
                "invoice-issued",
                "Invoice \(name) is issued and never changes. Issue an adjusting or replacing invoice.",
                "Hóa đơn \(name) đã phát hành, không sửa được. Hãy lập hóa đơn điều chỉnh hoặc thay thế.")
        case .notIssued(let name):
            fact(
                "invoice-not-issued",
                "\(DocumentName.invoice(name).en.sentenceStart) is not issued yet. Issue it first.",
                "\(DocumentName.invoice(name).vi.sentenceStart) chưa phát hành. Hãy phát hành trước.")
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
                "Hóa đơn trước của ký hiệu \(series) lập ngày \(previous.dayFirst). Hãy lập từ ngày đó trở đi.",
                .invalid, "$.on"
            )
        case .inFuture(let day):
            fact(
                "issue-date-in-future", "An invoice cannot be issued on \(day), which is yet to come.",
                "Không thể phát hành hóa đơn vào ngày \(day.dayFirst) trong tương lai.", .invalid, "$.on")
        case .seriesFull(let series):
            fact(
                "series-full", "Series \(series) has used all of its 8 digits. Register another.",
                "Ký hiệu \(series) đã dùng hết số. Hãy đăng ký ký hiệu khác.")
        default: laterFacts
        }
    }

    private var laterFacts: ErrorFacts {
        switch self {
        case .beingSent:
            fact(
                "invoice-being-sent",
                "The provider is numbering this invoice. Wait for its answer, or record a rejection.",
                "Hóa đơn đang chờ nhà cung cấp hóa đơn điện tử cấp số. Hãy chờ phản hồi.")
        case .alreadyReplaced(let name):
            fact(
                "invoice-replaced", "Invoice \(name) has been replaced. Correct its replacement.",
                "Hóa đơn \(name) đã bị thay thế. Hãy xử lý trên hóa đơn thay thế.")
        case .correctedElsewhere(let name):
            fact(
                "invoice-of-another-system", "Invoice \(name) was issued in another system. Correct it there.",
                "Hóa đơn \(name) do hệ thống khác lập. Hãy xử lý tại hệ thống đó.")
        case .correctOriginal(let name, let original):
            fact(
                "correct-the-original", "Invoice \(name) adjusts number \(original). Adjust that one again.",
                "Hóa đơn \(name) là hóa đơn điều chỉnh cho số \(original). Hãy điều chỉnh tiếp hóa đơn gốc.")
        case .keepsFirstWay(let name, let first):
            fact(
                "correction-keeps-first-way",
                "Invoice \(name) was corrected by a\(first == .adjusting ? "n adjusting" : " replacing") invoice first. Keep to that way.",
                "Hóa đơn \(name) đã xử lý bằng hình thức \(first == .adjusting ? "điều chỉnh" : "thay thế"), các lần sau phải theo hình thức đó."
            )
        case .adjustedBelowZero(let name):
            fact(
                "adjusted-out-of-range", "The adjustments of invoice \(name) would take more than its total.",
                "Tổng điều chỉnh vượt quá giá trị hóa đơn \(name).", .invalid, "$.lines")
        case .agreementRequired(let basis):
            fact(
                "agreement-required", "Name the agreement with the buyer, or the notice, on the error (\(basis)).",
                "Hãy ghi văn bản thỏa thuận hoặc thông báo về sai sót (\(basis)).", .invalid, "$.agreement")
        case .openCorrection(let name):
            fact(
                "correction-open",
                "There is a draft that corrects invoice \(name) already. Issue or delete that first.",
                "Hóa đơn \(name) đã có bản nháp xử lý sai sót. Hãy phát hành hoặc xóa bản đó trước.")
        case .changesMoreThanAddress:
            fact(
                "notice-not-enough",
                "A notice is for a wrong name or address only. Else issue an adjusting or replacing invoice.",
                "Thông báo sai sót chỉ dùng khi sai tên, địa chỉ. Trường hợp khác hãy điều chỉnh hoặc thay thế.",
                .invalid,
                "$.buyer")
        default: providerFacts
        }
    }

    private var providerFacts: ErrorFacts {
        switch self {
        case .numberedByProvider(let series):
            fact(
                "numbered-by-provider", "The provider numbers series \(series). Record its answer instead.",
                "Ký hiệu \(series) do nhà cung cấp cấp số. Hãy ghi nhận phản hồi của nhà cung cấp.")
        case .notNumberedByProvider(let name):
            fact(
                "number-not-wanted", "Invoice \(name) has its number. Leave number and day out.",
                "Hóa đơn \(name) đã có số. Hãy bỏ trống số và ngày.", .invalid, "$.number")
        case .numberRequired:
            fact(
                "number-required", "Give the number of 1 to 8 digits that the provider has assigned.",
                "Hãy ghi số hóa đơn (1 đến 8 chữ số) do nhà cung cấp cấp.", .invalid, "$.number")
        case .numberUsed(let name):
            fact(
                "number-used", "There is an invoice \(name) already. Check the provider's answer.",
                "Đã có hóa đơn \(name). Hãy kiểm tra phản hồi của nhà cung cấp.")
        case .coded(let name):
            fact(
                "invoice-coded", "The tax authority has given invoice \(name) its code. Correct it by another invoice.",
                "Cơ quan thuế đã cấp mã cho hóa đơn \(name). Hãy xử lý bằng hóa đơn điều chỉnh hoặc thay thế.")
        case .reasonRequired:
            fact(
                "reason-required", "Say what is wrong with the invoice: the reason is part of the correction.",
                "Hãy ghi lý do sai sót của hóa đơn.", .invalid, "$.reason")
        case .beforeOriginal(let day):
            fact(
                "issue-date-before-original", "The corrected invoice is of \(day). Issue on that day or later.",
                "Hóa đơn được xử lý lập ngày \(day.dayFirst). Hãy lập từ ngày đó trở đi.", .invalid, "$.on")
        case .linesOfAdjustment:
            fact(
                "lines-of-adjustment",
                "The lines of an adjusting draft follow from the original. Delete it and make it anew.",
                "Dòng của hóa đơn điều chỉnh lấy theo hóa đơn gốc. Hãy xóa bản nháp và lập lại.")
        case .rateRequired(let currency):
            fact(
                "exchange-rate-required",
                "An invoice in \(currency) states the exchange rate. Enter it in the draft, then issue.",
                "Hóa đơn bằng \(currency) phải ghi tỷ giá. Hãy nhập tỷ giá vào bản nháp rồi phát hành.", .invalid,
                "$.exchangeRate")
        case .unknownBuyer:
            fact(
                "unknown-buyer",
                "The customer is not known here. Enter the buyer in the draft, or choose another customer.",
                "Chưa có thông tin của khách hàng này. Hãy nhập người mua vào bản nháp hoặc chọn khách hàng khác.",
                .invalid, "$.buyer")
        case .invalidRate:
            fact(
                "invalid-exchange-rate", "An exchange rate is above zero, and only for other currencies than VND.",
                "Tỷ giá phải lớn hơn 0 và chỉ dùng cho ngoại tệ.", .invalid, "$.exchangeRate")
        case .unknownLine(let path):
            fact(
                "unknown-line", "The invoice has no such line. Use the id of one of its lines.",
                "Hóa đơn không có dòng này.", .invalid, path)
        case .nothingChanges:
            fact(
                "nothing-to-correct", "Say what changes: lines, or the buyer's data.",
                "Hãy ghi nội dung thay đổi: dòng hàng hoặc thông tin người mua.", .invalid, "$.lines")
        default:
            fact(
                "invoice-not-sent", "The invoice is not with the provider. Issue it first.",
                "Hóa đơn chưa gửi nhà cung cấp. Hãy phát hành trước.")
        }
    }

    private func fact(
        _ code: String, _ en: String, _ vi: String, _ consequence: Consequence = .conflict, _ path: String? = nil
    ) -> ErrorFacts {
        ErrorFacts(code: code, consequence: consequence, en: en, vi: vi, path: path)
    }
}
