import Foundation
import Messages

enum QuoteError: QuenError {
    case wrongStatus(QuoteStatus, needed: QuoteStatus)
    case noLines
    case validityPassed(Day)
    case noCustomer
    case otherCustomer
    /// A revision that has been sent cannot be deleted.
    case alreadySent

    var code: String {
        switch self {
        case .wrongStatus(_, let needed): needed == .draft ? "quote-not-draft" : "quote-not-sent"
        case .noLines: "quote-has-no-lines"
        case .validityPassed: "validity-passed"
        case .noCustomer: "missing"
        case .otherCustomer: "other-customer"
        case .alreadySent: "quote-already-sent"
        }
    }

    var consequence: Consequence {
        switch self {
        case .noCustomer, .otherCustomer: .invalid
        default: .conflict
        }
    }

    var path: String? {
        switch self {
        case .noCustomer, .otherCustomer: "$.customerId"
        case .validityPassed: "$.validUntil"
        case .noLines: "$.lines"
        default: nil
        }
    }

    var details: [String: String] {
        if case .wrongStatus(let status, _) = self { ["status": status.rawValue] } else { [:] }
    }

    var message: Bilingual {
        switch self {
        case .wrongStatus(let status, .draft):
            Bilingual(
                en: "The quote is \(status.rawValue): its content is fixed. Make a revision to change it.",
                vi: "Báo giá đã \(Self.label(status)), nội dung không sửa được. Hãy lập phiên bản mới.")
        case .wrongStatus(let status, _):
            Bilingual(
                en: "The quote is \(status.rawValue). Only one that has been sent can go this way.",
                vi: "Báo giá đang ở trạng thái \(Self.label(status)). Chỉ báo giá đã gửi mới làm được việc này.")
        case .noLines: Bilingual(en: "The quote has no lines. Add one.", vi: "Báo giá chưa có dòng nào. Hãy thêm dòng.")
        case .validityPassed(let day):
            Bilingual(
                en: "The quote was valid until \(day). Make a revision with a later day.",
                vi: "Báo giá có hiệu lực đến \(day). Hãy lập phiên bản mới với ngày sau đó.")
        case .noCustomer:
            Bilingual(en: "Name the customer or an opportunity.", vi: "Hãy chọn khách hàng hoặc cơ hội bán hàng.")
        case .otherCustomer:
            Bilingual(
                en: "The opportunity is another customer's. Leave the customer out.",
                vi: "Cơ hội thuộc khách hàng khác. Hãy bỏ trống khách hàng.")
        case .alreadySent:
            Bilingual(
                en: "A quote that has been sent once cannot be deleted.",
                vi: "Báo giá đã từng gửi đi thì không xóa được.")
        }
    }

    private static func label(_ status: QuoteStatus) -> String {
        switch status {
        case .draft: "nháp"
        case .sent: "gửi"
        case .accepted: "được chấp nhận"
        case .rejected: "bị từ chối"
        case .expired: "hết hạn"
        }
    }
}
