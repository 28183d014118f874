import Foundation
import Messages

/// From when until when a report counts, both days included.
struct ReportPeriod: Sendable, Hashable {
    var from: Day
    var to: Day
    static let mostYears = 20

    /// Throws for one that ends before it begins or is longer than twenty years.
    init(from: Day, to: Day) throws(ReportError) {
        guard from <= to, to <= from.adding(months: 12 * Self.mostYears) else { throw .invalidPeriod }
        self.from = from
        self.to = to
    }
}

enum ReportError: FactError {
    case invalidPeriod
    /// One of the two days without the other.
    case halfAPeriod(missing: String)
    case collectedByProduct

    var facts: ErrorFacts {
        switch self {
        case .invalidPeriod:
            ErrorFacts(
                code: "invalid-period", consequence: .invalid,
                en: "The period must not end before it begins, and is of at most 20 years.",
                vi: "Kỳ báo cáo không hợp lệ: ngày cuối trước ngày đầu hoặc dài hơn 20 năm.", path: "from")
        case .halfAPeriod(let missing):
            ErrorFacts(
                code: "invalid-period", consequence: .invalid,
                en: "A period has two days. Give \(missing) as well, or neither.",
                vi: "Kỳ báo cáo cần cả hai ngày. Hãy ghi thêm \(missing), hoặc bỏ trống cả hai.", path: missing)
        case .collectedByProduct:
            ErrorFacts(
                code: "invalid-parameter", consequence: .invalid,
                en:
                    "What was collected cannot be told by product: payments are of whole invoices. Choose net sales, or another grouping.",
                vi:
                    "Không xem được số đã thu theo sản phẩm vì thanh toán tính theo cả hóa đơn. Hãy chọn doanh thu thuần, hoặc nhóm theo cách khác.",
                path: "by")
        }
    }
}
