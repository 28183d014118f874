import Foundation
import Messages
import Money

/// How a document and its children would contradict each other (CON-4). Details name the child's document and line.
enum ChainError: FactError {
    case notInParent(document: String, line: Int)
    case exceeded(document: String, line: Int, allowed: Quantity, drawnBefore: Quantity, wanted: Quantity)
    case ceilingExceeded(ceiling: Int64, drawn: Int64)
    case hasChildren(document: String)
    case nothingLeft(document: String)
    case contractNotOpen(String, ContractStatus)
    case orderNotOpen(String, OrderStatus)
    case otherCustomer(document: String)
    case otherCurrency(document: String)

    var facts: ErrorFacts {
        switch self {
        case .notInParent(let document, let line):
            ErrorFacts(
                code: "not-in-parent", consequence: .conflict,
                en:
                    "Line \(line) of \(document) holds a product that the parent document does not have. Correct that document first.",
                vi:
                    "Dòng \(line) của \(document.documentInVietnamese) có mặt hàng không có trong chứng từ gốc. Hãy sửa chứng từ đó trước.",
                details: ["document": document, "line": String(line)])
        case .exceeded(let document, let line, let allowed, let drawn, let wanted):
            ErrorFacts(
                code: "chain-exceeded", consequence: .conflict,
                en:
                    "Line \(line) of \(document) takes \(wanted), but of \(allowed) in the parent document \(drawn) are taken already.",
                vi:
                    "Dòng \(line) của \(document.documentInVietnamese) lấy \(wanted), trong khi chứng từ gốc có \(allowed) và đã dùng \(drawn).",
                details: [
                    "document": document, "line": String(line), "allowed": allowed.description,
                    "drawn": drawn.description, "wanted": wanted.description,
                ])
        case .nothingLeft(let document):
            ErrorFacts(
                code: "nothing-left", consequence: .conflict,
                en: "Everything in \(document) has been invoiced. Name the lines if you mean others.",
                vi:
                    "Toàn bộ \(document.documentInVietnamese) đã được lập hóa đơn. Hãy ghi rõ các dòng nếu muốn lập khác.",
                details: ["document": document])
        case .ceilingExceeded(let ceiling, let drawn):
            ErrorFacts(
                code: "ceiling-exceeded", consequence: .conflict,
                en: "The orders and invoices of the contract would come to \(drawn), above its ceiling of \(ceiling).",
                vi: "Tổng đơn hàng và hóa đơn của hợp đồng sẽ là \(drawn), vượt giá trị trần \(ceiling).",
                details: ["ceiling": String(ceiling), "drawn": String(drawn)])
        case .hasChildren(let document):
            ErrorFacts(
                code: "has-children", consequence: .conflict,
                en: "\(document) was made from it. Delete or cancel that first.",
                vi: "\(document.documentInVietnamese) được lập từ chứng từ này. Hãy xóa hoặc hủy chứng từ đó trước.",
                details: ["document": document])
        case .contractNotOpen(let number, let status):
            Self.notOpen("contract \(number)", status.rawValue, status.label)
        case .orderNotOpen(let number, let status): Self.notOpen("order \(number)", status.rawValue, status.label)
        case .otherCustomer(let document):
            ErrorFacts(
                code: "customer-mismatch", consequence: .invalid,
                en: "\(document) is another customer's. Leave the customer out.",
                vi: "\(document.documentInVietnamese) là của khách hàng khác. Hãy bỏ trống khách hàng.",
                path: "$.customerId")
        case .otherCurrency(let document):
            ErrorFacts(
                code: "currency-mismatch", consequence: .invalid,
                en: "\(document) is in another currency. Leave the currency out.",
                vi: "\(document.documentInVietnamese) dùng loại tiền khác. Hãy bỏ trống loại tiền.", path: "$.currency")
        }
    }
    private static func notOpen(_ document: String, _ status: String, _ label: Bilingual) -> ErrorFacts {
        ErrorFacts(
            code: "parent-not-open", consequence: .conflict,
            en: "\(document) is \(label.en): nothing can be ordered from or invoiced on it now.",
            vi: "\(document.documentInVietnamese) \(label.vi): chưa thể đặt hàng hoặc lập hóa đơn.",
            details: ["document": document, "status": status])
    }
}
