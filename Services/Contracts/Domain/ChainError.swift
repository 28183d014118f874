import Foundation
import Messages
import Money

/// How a document and its children would contradict each other (CON-4). Details name the child's document and line.
enum ChainError: FactError {
    case notInParent(document: DocumentName, line: Int)
    case exceeded(document: DocumentName, line: Int, ChainExcess)
    case ceilingExceeded(ceiling: Amount, drawn: Amount)
    case hasChildren(document: DocumentName)
    case nothingLeft(document: DocumentName)
    case contractNotOpen(String, ContractStatus)
    case orderNotOpen(String, OrderStatus)
    case otherCustomer(document: DocumentName)
    case otherCurrency(document: DocumentName)

    var facts: ErrorFacts {
        switch self {
        case .notInParent(let document, let line):
            ErrorFacts(
                code: "not-in-parent", consequence: .conflict,
                en:
                    "Line \(line) of \(document.en) holds a product that the parent document does not have. Correct that document first.",
                vi:
                    "Dòng \(line) của \(document.vi) có mặt hàng không có trong chứng từ gốc. Hãy sửa chứng từ đó trước.",
                details: ["document": document.en, "line": String(line)])
        case .exceeded(let document, let line, let excess): Self.exceeded(document, line, excess)
        case .nothingLeft(let document):
            ErrorFacts(
                code: "nothing-left", consequence: .conflict,
                en:
                    "Nothing in \(document.en) is left to be ordered or invoiced. Correct what took it, or name lines and quantities where it sets none.",
                vi:
                    "\(document.vi.sentenceStart) không còn gì để đặt hàng hoặc lập hóa đơn. Hãy sửa chứng từ đã lấy phần đó, hoặc ghi rõ dòng và số lượng nếu chứng từ gốc không giới hạn.",
                details: ["document": document.en])
        case .ceilingExceeded(let ceiling, let drawn):
            ErrorFacts(
                code: "ceiling-exceeded", consequence: .conflict,
                en:
                    "The orders and invoices of the contract would come to \(drawn.text(.english)) \(drawn.currency), above its ceiling of \(ceiling.text(.english)). Take less, or agree on a higher ceiling in an annex.",
                vi:
                    "Tổng đơn hàng và hóa đơn của hợp đồng sẽ là \(drawn.text(.vietnamese)) \(drawn.currency), vượt giá trị trần \(ceiling.text(.vietnamese)). Hãy giảm bớt, hoặc lập phụ lục nâng giá trị trần.",
                details: ["ceiling": String(ceiling.minorUnits), "drawn": String(drawn.minorUnits)])
        case .hasChildren(let document):
            ErrorFacts(
                code: "has-children", consequence: .conflict,
                en: "\(document.en.sentenceStart) was made from it. Delete or cancel that first.",
                vi: "\(document.vi.sentenceStart) được lập từ chứng từ này. Hãy xóa hoặc hủy chứng từ đó trước.",
                details: ["document": document.en])
        case .contractNotOpen(let number, let status):
            Self.notOpen(DocumentName(.contract, number), status.rawValue, status.label)
        case .orderNotOpen(let number, let status):
            Self.notOpen(DocumentName(.order, number), status.rawValue, status.label)
        case .otherCustomer(let document):
            ErrorFacts(
                code: "customer-mismatch", consequence: .invalid,
                en: "\(document.en.sentenceStart) is another customer's. Leave the customer out.",
                vi: "\(document.vi.sentenceStart) là của khách hàng khác. Hãy bỏ trống khách hàng.",
                path: "$.customerId")
        case .otherCurrency(let document):
            ErrorFacts(
                code: "currency-mismatch", consequence: .invalid,
                en: "\(document.en.sentenceStart) is in another currency. Leave the currency out.",
                vi: "\(document.vi.sentenceStart) dùng loại tiền khác. Hãy bỏ trống loại tiền.", path: "$.currency")
        }
    }

    private static func exceeded(_ document: DocumentName, _ line: Int, _ excess: ChainExcess) -> ErrorFacts {
        let (en, vi) = (excess.texts(.english), excess.texts(.vietnamese))
        return ErrorFacts(
            code: "chain-exceeded", consequence: .conflict,
            en:
                "Line \(line) of \(document.en) takes \(en.wanted), but of \(en.allowed) in the parent document \(en.before) are taken already and \(en.left) left. Take less, or change what took them: the parent's orders and invoices tell.",
            vi:
                "Dòng \(line) của \(document.vi) lấy \(vi.wanted), trong khi chứng từ gốc có \(vi.allowed), đã dùng \(vi.before), còn \(vi.left). Hãy giảm số lượng, hoặc sửa đơn hàng, hóa đơn đã lấy phần đó.",
            details: excess.details(line: line, before: "drawn").merging(["document": document.en]) { $1 })
    }

    private static func notOpen(_ document: DocumentName, _ status: String, _ label: Bilingual) -> ErrorFacts {
        ErrorFacts(
            code: "parent-not-open", consequence: .conflict,
            en: "\(document.en.sentenceStart) is \(label.en): nothing can be ordered from or invoiced on it now.",
            vi: "\(document.vi.sentenceStart) \(label.vi): chưa thể đặt hàng hoặc lập hóa đơn.",
            details: ["document": document.en, "status": status])
    }
}
