import Foundation
import Messages
import Money

/// Why the lines of a document cannot be taken (CON-3, CON-4). Paths point at the line, such as `$.lines[2].quantity`.
enum LineError: FactError {
    case noLines(root: String)
    case tooManyLines(most: Int, root: String)
    case missing(member: Bilingual, path: String)
    case unknownTax(TaxMark, path: String)
    case taxOfOtherClass(TaxMark, permitted: [TaxMark], path: String)
    case quantity(path: String)
    case adjustment(path: String)
    case negativeTotal(root: String)
    case sums(MoneyError, path: String)
    case notInParent(path: String)
    case unknownUnit(String, names: [String], path: String)
    case otherUnit(String, parent: String, path: String)
    case inexactAdjustment(path: String)
    case priceFromParent(path: String)
    case idTwice(path: String)

    var facts: ErrorFacts {
        switch self {
        case .noLines(let root):
            ErrorFacts(
                code: "lines-required", consequence: .invalid, en: "The document has no lines. Add at least one.",
                vi: "Chứng từ chưa có dòng nào. Hãy thêm ít nhất một dòng.", path: root + ".lines")
        case .tooManyLines(let most, let root):
            ErrorFacts(
                code: "too-many-lines", consequence: .invalid,
                en: "A document has at most \(most) lines. Split it.",
                vi: "Chứng từ có tối đa \(most) dòng. Hãy tách ra.", path: root + ".lines")
        case .missing(let member, let path):
            ErrorFacts(
                code: "missing", consequence: .invalid,
                en: "The line needs \(member.en): neither the parent document nor the product says it.",
                vi: "Dòng này cần có \(member.vi): chứng từ gốc và sản phẩm đều không có.", path: path)
        case .unknownTax(let mark, let path):
            ErrorFacts(
                code: "unknown-tax", consequence: .invalid,
                en: "There is no VAT of \(mark). Use \(TaxClass.names).",
                vi: "Không có thuế suất \(mark). Hãy dùng \(TaxClass.names).", path: path)
        case .taxOfOtherClass(let mark, let permitted, let path):
            ErrorFacts(
                code: "tax-of-other-class", consequence: .invalid,
                en:
                    "The product's tax class has \(Self.list(permitted)), not \(mark), and its invoice would say so. Leave the tax out, or change the product's class.",
                vi:
                    "Nhóm thuế của sản phẩm là \(Self.list(permitted)), không phải \(mark), và hóa đơn sẽ ghi theo nhóm. Hãy bỏ trống thuế suất, hoặc sửa nhóm thuế của sản phẩm.",
                path: path)
        case .quantity(let path):
            ErrorFacts(
                code: "invalid-quantity", consequence: .invalid,
                en:
                    "The quantity must be above zero (only a framework contract's line may have 0, which means no limit).",
                vi: "Số lượng phải lớn hơn 0 (chỉ hợp đồng nguyên tắc mới được để 0, nghĩa là không giới hạn).",
                path: path)
        case .adjustment(let path):
            ErrorFacts(
                code: "invalid-adjustment", consequence: .invalid,
                en:
                    "An adjustment changes the quantity or the unit price of a line, one of both, by more or less than 0.",
                vi: "Mỗi điều chỉnh chỉ đổi số lượng hoặc đơn giá của dòng, tăng hoặc giảm khác 0.", path: path)
        case .negativeTotal(let root):
            ErrorFacts(
                code: "negative-total", consequence: .invalid, en: "The total must not be below zero.",
                vi: "Tổng tiền không được âm.", path: root + ".lines")
        case .sums(let error, let path): Self.facts(of: error, path: path)
        case .notInParent(let path):
            ErrorFacts(
                code: "not-in-parent", consequence: .invalid,
                en: "The parent document has no such product in this unit. A child holds only products of its parent.",
                vi: "Chứng từ gốc không có mặt hàng này theo đơn vị tính này.", path: path)
        case .unknownUnit(let unit, let names, let path):
            ErrorFacts(
                code: "unknown-unit", consequence: .invalid,
                en: "The product is not sold in the unit \(unit). Use \(names.joined(separator: ", ")).",
                vi: "Sản phẩm không bán theo đơn vị \(unit). Hãy dùng \(names.joined(separator: ", ")).", path: path,
                details: ["unit": unit, "units": names.joined(separator: ", ")])
        case .otherUnit(let unit, let parent, let path):
            ErrorFacts(
                code: "not-in-parent", consequence: .invalid,
                en:
                    "The parent document has this product in \(parent), which does not go over into \(unit). Use its unit.",
                vi:
                    "Chứng từ gốc ghi mặt hàng này theo \(parent), không quy đổi được sang \(unit). Hãy dùng đơn vị của chứng từ gốc.",
                path: path, details: ["unit": unit, "units": parent])
        case .inexactAdjustment(let path):
            ErrorFacts(
                code: "inexact-quantity", consequence: .invalid,
                en: "What would be left of the line takes more than 4 decimals in its unit and in the base unit.",
                vi: "Số lượng còn lại của dòng vượt quá 4 chữ số thập phân theo đơn vị của dòng và đơn vị cơ bản.",
                path: path)
        case .idTwice(let path):
            ErrorFacts(
                code: "id-twice", consequence: .invalid, en: "Two have the same id. Leave the id of a new one out.",
                vi: "Hai mục trùng mã. Hãy bỏ trống mã của mục mới.", path: path)
        case .priceFromParent(let path):
            ErrorFacts(
                code: "price-from-parent", consequence: .forbidden,
                en: "Price and discount come from the parent document. Leave them out, or ask someone who may approve.",
                vi: "Đơn giá và chiết khấu lấy từ chứng từ gốc. Hãy bỏ trống hoặc nhờ người có quyền duyệt.", path: path
            )
        }
    }

    private static func list(_ marks: [TaxMark]) -> String { marks.map(\.description).joined(separator: ", ") }

    private static func facts(of error: MoneyError, path: String) -> ErrorFacts {
        switch error {
        case .discountExceedsAmount:
            ErrorFacts(
                code: "discount-above-amount", consequence: .invalid, en: "The discount is above the line's amount.",
                vi: "Chiết khấu lớn hơn thành tiền của dòng.", path: path + ".discount")
        case .negativeDiscount, .percentOutOfRange:
            ErrorFacts(
                code: "invalid-percent", consequence: .invalid, en: "A discount or rate must be within 0 to 100 %.",
                vi: "Chiết khấu hoặc thuế suất phải từ 0 đến 100 %.", path: path)
        default:
            ErrorFacts(
                code: "amount-too-large", consequence: .invalid, en: "The amount is too large to be kept.",
                vi: "Số tiền quá lớn.", path: path)
        }
    }
}

extension Bilingual {
    /// What a line or a delivered item needs.
    static let description = Bilingual(en: "a description", vi: "tên hàng hóa, dịch vụ")
}
