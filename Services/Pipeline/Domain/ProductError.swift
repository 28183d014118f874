import Foundation
import Messages

enum ProductError: QuenError {
    case codeTaken(String)
    case unknownTaxClass(String)
    case negativePrice(Int)
    case repeatedCurrency(Int)
    case unknownUnitGroup
    case unitOfOtherGroup(String, in: [String], path: String)
    case priceOfOwnUnit(String, path: String)
    case negativeUnitPrice(Int)
    case repeatedUnitPrice(String, path: String)
    case alreadyWithdrawn
    case notWithdrawn

    var code: String {
        switch self {
        case .codeTaken: "code-taken"
        case .unknownTaxClass: "unknown-tax-class"
        case .negativePrice: "negative-price"
        case .repeatedCurrency: "repeated-currency"
        case .unknownUnitGroup: "unknown-unit-group"
        case .unitOfOtherGroup: "unknown-unit"
        case .priceOfOwnUnit: "price-of-own-unit"
        case .negativeUnitPrice: "negative-price"
        case .repeatedUnitPrice: "repeated-unit-price"
        case .alreadyWithdrawn: "product-already-withdrawn"
        case .notWithdrawn: "product-not-withdrawn"
        }
    }

    var consequence: Consequence {
        switch self {
        case .codeTaken, .alreadyWithdrawn, .notWithdrawn: .conflict
        case .unknownTaxClass, .negativePrice, .repeatedCurrency, .unknownUnitGroup, .unitOfOtherGroup, .priceOfOwnUnit,
            .negativeUnitPrice, .repeatedUnitPrice:
            .invalid
        }
    }

    var path: String? {
        switch self {
        case .codeTaken: "$.code"
        case .unknownTaxClass: "$.taxClass"
        case .negativePrice(let index): "$.prices[\(index)].price"
        case .repeatedCurrency(let index): "$.prices[\(index)].currency"
        case .unknownUnitGroup: "$.unitGroupId"
        case .unitOfOtherGroup(_, _, let path), .priceOfOwnUnit(_, let path), .repeatedUnitPrice(_, let path): path
        case .negativeUnitPrice(let index): "$.unitPrices[\(index)].price"
        case .alreadyWithdrawn, .notWithdrawn: nil
        }
    }

    var message: Bilingual {
        switch self {
        case .codeTaken(let code):
            Bilingual(
                en: "Another product has the code \(code). Choose another code.",
                vi: "Mã \(code) đã dùng cho sản phẩm khác. Hãy chọn mã khác.")
        case .unknownTaxClass(let name):
            Bilingual(
                en: "There is no tax class \(name). See the list of tax classes.",
                vi: "Không có nhóm thuế \(name). Hãy xem danh sách nhóm thuế.")
        case .negativePrice, .negativeUnitPrice:
            Bilingual(en: "A price cannot be below zero. Correct it.", vi: "Đơn giá không được âm. Hãy sửa lại.")
        case .repeatedCurrency:
            Bilingual(
                en: "A product has one price in each currency. Remove one of the two.",
                vi: "Mỗi loại tiền chỉ có một đơn giá. Hãy bỏ bớt.")
        case .unknownUnitGroup:
            Bilingual(
                en: "There is no such unit group. See the list of unit groups.",
                vi: "Không có nhóm đơn vị tính này. Hãy xem danh sách nhóm đơn vị tính.")
        case .unitOfOtherGroup(let unit, let names, _):
            Bilingual(
                en: "The product has no unit \(unit). Use \(names.joined(separator: ", ")).",
                vi: "Sản phẩm không có đơn vị \(unit). Hãy dùng \(names.joined(separator: ", ")).")
        case .priceOfOwnUnit(let unit, _):
            Bilingual(
                en: "\(unit) is the product's own unit: its price belongs into prices.",
                vi: "\(unit) là đơn vị chính của sản phẩm. Hãy ghi giá này ở mục giá chính.")
        case .repeatedUnitPrice(let unit, _):
            Bilingual(
                en: "A unit has one price in each currency. Remove one of the two for \(unit).",
                vi: "Mỗi đơn vị có một giá theo từng loại tiền. Hãy bỏ bớt giá của \(unit).")
        case .alreadyWithdrawn:
            Bilingual(en: "The product is withdrawn already.", vi: "Sản phẩm đã ngừng bán.")
        case .notWithdrawn:
            Bilingual(en: "The product is on sale already.", vi: "Sản phẩm đang được bán.")
        }
    }
}
