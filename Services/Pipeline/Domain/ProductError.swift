import Foundation
import Messages

enum ProductError: QuenError {
    case codeTaken(String)
    case unknownTaxClass(String)
    case negativePrice(Int)
    case repeatedCurrency(Int)
    case alreadyWithdrawn
    case notWithdrawn

    var code: String {
        switch self {
        case .codeTaken: "code-taken"
        case .unknownTaxClass: "unknown-tax-class"
        case .negativePrice: "negative-price"
        case .repeatedCurrency: "repeated-currency"
        case .alreadyWithdrawn: "product-already-withdrawn"
        case .notWithdrawn: "product-not-withdrawn"
        }
    }

    var consequence: Consequence {
        switch self {
        case .codeTaken, .alreadyWithdrawn, .notWithdrawn: .conflict
        case .unknownTaxClass, .negativePrice, .repeatedCurrency: .invalid
        }
    }

    var path: String? {
        switch self {
        case .codeTaken: "$.code"
        case .unknownTaxClass: "$.taxClass"
        case .negativePrice(let index): "$.prices[\(index)].price"
        case .repeatedCurrency(let index): "$.prices[\(index)].currency"
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
        case .negativePrice:
            Bilingual(en: "A price cannot be below zero. Correct it.", vi: "Đơn giá không được âm. Hãy sửa lại.")
        case .repeatedCurrency:
            Bilingual(
                en: "A product has one price in each currency. Remove one of the two.",
                vi: "Mỗi loại tiền chỉ có một đơn giá. Hãy bỏ bớt.")
        case .alreadyWithdrawn:
            Bilingual(en: "The product is withdrawn already.", vi: "Sản phẩm đã ngừng bán.")
        case .notWithdrawn:
            Bilingual(en: "The product is on sale already.", vi: "Sản phẩm đang được bán.")
        }
    }
}
