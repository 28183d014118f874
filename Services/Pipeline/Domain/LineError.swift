import Foundation
import Messages
import Money

/// What is wrong with a line; the number is its place in the list, from 0.
enum LineError: QuenError {
    case tooMany
    case repeatedID(Int)
    case unknownProduct(Int)
    case withdrawnProduct(Int, code: String)
    case quantityNotPositive(Int)
    case unknownUnit(Int, unit: String, has: [String])
    case noPrice(Int, currency: String)
    case negativePrice(Int)
    case noTax(Int)
    case noDescription(Int)
    /// Of one line, or of their sum where there is no place.
    case money(Int?, MoneyError)

    var consequence: Consequence { .invalid }

    var code: String {
        switch self {
        case .tooMany: "too-many-lines"
        case .repeatedID: "repeated-line"
        case .unknownProduct: "unknown-product"
        case .withdrawnProduct: "product-withdrawn"
        case .quantityNotPositive: "quantity-not-positive"
        case .unknownUnit: "unknown-unit"
        case .noPrice: "no-price"
        case .negativePrice: "negative-price"
        case .noTax: "no-tax"
        case .noDescription: "no-description"
        case .money(_, .discountExceedsAmount): "discount-exceeds-amount"
        case .money(_, .percentOutOfRange), .money(_, .negativeDiscount): "invalid-discount"
        case .money: "amount-too-large"
        }
    }

    var path: String? {
        switch self {
        case .tooMany: "$.lines"
        case .repeatedID(let index): "$.lines[\(index)].id"
        case .unknownProduct(let index), .withdrawnProduct(let index, _): "$.lines[\(index)].productId"
        case .unknownUnit(let index, _, _): "$.lines[\(index)].unit"
        case .quantityNotPositive(let index): "$.lines[\(index)].quantity"
        case .noPrice(let index, _), .negativePrice(let index): "$.lines[\(index)].unitPrice"
        case .noTax(let index): "$.lines[\(index)].tax"
        case .noDescription(let index): "$.lines[\(index)].description"
        case .money(let index?, .discountExceedsAmount), .money(let index?, .negativeDiscount),
            .money(let index?, .percentOutOfRange):
            "$.lines[\(index)].discount"
        case .money(let index?, _): "$.lines[\(index)]"
        case .money(nil, _): "$.lines"
        }
    }

    var message: Bilingual {
        switch self {
        case .tooMany:
            Bilingual(
                en: "A document has at most \(LinePricing.maxLines) lines. Split it.",
                vi: "Một chứng từ có tối đa \(LinePricing.maxLines) dòng. Hãy tách ra.")
        case .repeatedID:
            Bilingual(en: "Two lines have this id. Leave one out.", vi: "Hai dòng trùng mã. Hãy bỏ một mã.")
        case .unknownProduct:
            Bilingual(
                en: "There is no such product. Choose one from the list.", vi: "Không có sản phẩm này. Hãy chọn lại.")
        case .withdrawnProduct(_, let code):
            Bilingual(
                en: "The product \(code) is withdrawn. Choose another, or restore it.",
                vi: "Sản phẩm \(code) đã ngừng bán. Hãy chọn sản phẩm khác hoặc mở bán lại.")
        case .quantityNotPositive:
            Bilingual(en: "The quantity must be above zero.", vi: "Số lượng phải lớn hơn không.")
        case .unknownUnit(_, let unit, let names):
            Bilingual(
                en: "The product is not sold in the unit \(unit). Use \(names.joined(separator: ", ")).",
                vi: "Sản phẩm không bán theo đơn vị \(unit). Hãy dùng \(names.joined(separator: ", ")).")
        case .noPrice(_, let currency):
            Bilingual(
                en: "The product has no price in \(currency). Give a unit price.",
                vi: "Sản phẩm chưa có giá bằng \(currency). Hãy nhập đơn giá.")
        case .negativePrice:
            Bilingual(en: "A price cannot be below zero. Correct it.", vi: "Đơn giá không được âm. Hãy sửa lại.")
        case .noTax:
            Bilingual(en: "No tax rate follows for this line. Give one.", vi: "Chưa xác định được thuế suất. Hãy nhập.")
        case .noDescription:
            Bilingual(
                en: "A line without product needs a description.", vi: "Dòng không có sản phẩm phải có diễn giải.")
        case .money(_, .discountExceedsAmount):
            Bilingual(
                en: "The discount exceeds the amount. Lower it.", vi: "Chiết khấu vượt quá thành tiền. Hãy giảm bớt.")
        case .money(_, .percentOutOfRange), .money(_, .negativeDiscount):
            Bilingual(
                en: "A discount is 0 to 100 percent, or not below zero.", vi: "Chiết khấu phải từ 0 đến 100 phần trăm.")
        case .money:
            Bilingual(
                en: "The amount is too large. Check quantity and price.", vi: "Số tiền quá lớn. Hãy kiểm tra lại.")
        }
    }
}
