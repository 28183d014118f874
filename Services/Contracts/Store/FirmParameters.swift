import Foundation
import GRDB
import Messages
import ServiceKit
import Store

/// What documents say of the firm itself, the seller.
enum FirmParameters {
    static let name = text("company-name", "Tên công ty", "The firm's name")
    static let taxCode = text("company-tax-code", "Mã số thuế của công ty", "The firm's tax code")
    static let address = text("company-address", "Địa chỉ công ty", "The firm's address")
    static let phone = text("company-phone", "Điện thoại công ty", "The firm's telephone")
    static let email = text("company-email", "Thư điện tử của công ty", "The firm's e-mail address")
    static let bankAccount = text("company-bank-account", "Tài khoản ngân hàng của công ty", "The firm's bank account")
    static let representative = text(
        "company-representative", "Người đại diện công ty", "Who represents the firm in contracts")
    static let position = text(
        "company-representative-position", "Chức vụ người đại diện", "The position of who represents the firm")

    static let all = [name, taxCode, address, phone, email, bankAccount, representative, position]

    private static func text(_ name: String, _ vi: String, _ en: String) -> ParameterDefinition {
        ParameterDefinition(
            name, unit: "text", default: "",
            effect: Bilingual(en: "\(en), as documents print it.", vi: "\(vi), in trên chứng từ."),
            validate: { value, _ in
                guard value.utf8.count <= 500, !value.contains(where: \.isNewline) else {
                    throw CommonError.invalid(
                        code: "invalid-parameter", path: "$.value",
                        message: Bilingual(
                            en: "Give one line of at most 500 bytes.", vi: "Hãy ghi một dòng, tối đa 500 byte."))
                }
            })
    }
}
