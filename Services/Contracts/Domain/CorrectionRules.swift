import Foundation
import Messages

/// The rules by which invoices are corrected, which depend on the day of the correction (CON-5): Decree 123/2020/NĐ-CP,
/// article 19, and as Decree 70/2025/NĐ-CP has it since 2025-06-01. A law that brings others is a further entry.
struct CorrectionRules: Sendable, Hashable {
    /// The first day.
    let from: Day
    let basis: String
    /// Whether the parties must have agreed in writing, or the seller given notice, before a correction is issued.
    let needsAgreement: Bool

    static let all: [CorrectionRules] = [
        rules("2022-07-01", "Nghị định 123/2020/NĐ-CP", needsAgreement: false),
        rules("2025-06-01", "Nghị định 123/2020/NĐ-CP (sửa đổi bởi Nghị định 70/2025/NĐ-CP)", needsAgreement: true),
    ].compactMap(\.self)

    private static func rules(_ from: String, _ basis: String, needsAgreement: Bool) -> CorrectionRules? {
        Day(from).map { CorrectionRules(from: $0, basis: basis, needsAgreement: needsAgreement) }
    }

    /// Nothing before electronic invoices were the rule.
    static func on(_ day: Day) -> CorrectionRules? { all.last { $0.from <= day } }
}

extension InvoiceCorrection {
    /// As the law wants it written on the invoice.
    var wording: String {
        let (year, month, day) = issuedOn.components
        let form = series.prefix(1)
        let kind = kind == .adjusting ? "Điều chỉnh" : "Thay thế"
        let text = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
        return "\(kind) cho hóa đơn Mẫu số \(form) ký hiệu \(series.dropFirst()) số \(number) "
            + "ngày \(text(day)) tháng \(text(month)) năm \(year)"
    }
}
