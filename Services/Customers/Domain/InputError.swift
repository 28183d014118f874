import Messages

/// What can be wrong with a text, number or address that somebody entered, whichever record it belongs to.
enum InputError: QuenError, Hashable {
    case missing(path: String)
    case tooLong(path: String, most: Int)
    case tooMany(path: String, most: Int)
    case unreadableText(path: String)
    case invalidTaxCode(path: String)
    case invalidEmail(path: String)
    case invalidPhone(path: String)
    case notAllowed(path: String, allowed: Bilingual)
    case unknownReference(path: String, entity: String)

    var code: String {
        switch self {
        case .missing: "missing"
        case .tooLong: "too-long"
        case .tooMany: "too-many"
        case .unreadableText: "unreadable-text"
        case .invalidTaxCode: "invalid-tax-code"
        case .invalidEmail: "invalid-email"
        case .invalidPhone: "invalid-phone"
        case .notAllowed: "invalid-value"
        case .unknownReference: "unknown-reference"
        }
    }

    var consequence: Consequence { .invalid }

    var path: String? {
        switch self {
        case .missing(let path), .tooLong(let path, _), .tooMany(let path, _), .unreadableText(let path),
            .invalidTaxCode(let path), .invalidEmail(let path), .invalidPhone(let path), .notAllowed(let path, _),
            .unknownReference(let path, _):
            path
        }
    }

    var message: Bilingual {
        switch self {
        case .missing: Bilingual(en: "This must be filled in.", vi: "Hãy nhập mục này.")
        case .tooLong(_, let most):
            Bilingual(
                en: "This is too long: shorten it to \(most) characters.", vi: "Quá dài: hãy rút còn \(most) ký tự.")
        case .tooMany(_, let most):
            Bilingual(en: "There are too many: give \(most) at most.", vi: "Quá nhiều: chỉ được tối đa \(most) mục.")
        case .unreadableText:
            Bilingual(
                en: "This holds control characters. Type it again.", vi: "Có ký tự điều khiển. Hãy gõ lại.")
        case .invalidTaxCode:
            Bilingual(
                en: """
                    This is no tax code of Viet Nam: 10 digits with a right check digit, with a branch suffix 001 to 999, or \
                    a personal ID of 12 digits. Correct it, or set the country of the address for a foreign code.
                    """,
                vi: """
                    Mã số thuế không đúng: cần 10 chữ số với số kiểm tra đúng, có thể kèm số đơn vị 001 đến 999, hoặc số định \
                    danh cá nhân 12 chữ số. Hãy sửa lại, hoặc chọn nước của địa chỉ nếu là mã nước ngoài.
                    """)
        case .invalidEmail:
            Bilingual(
                en: "This is no e-mail address. Write it as name@example.vn.",
                vi: "Địa chỉ e-mail không đúng. Hãy viết như ten@example.vn.")
        case .invalidPhone:
            Bilingual(
                en: "A phone number needs at least three digits. Correct it.",
                vi: "Số điện thoại cần ít nhất ba chữ số. Hãy sửa lại.")
        case .notAllowed(_, let allowed):
            Bilingual(en: "This can be: \(allowed.en).", vi: "Chỉ nhận: \(allowed.vi).")
        case .unknownReference(_, let entity):
            Bilingual(
                en: "There is no such \(entity). Choose another.",
                vi: "Không có \(RecordName.of(entity).vi) này. Hãy chọn mục khác.")
        }
    }
}

extension Bilingual {
    static let nothing = Bilingual(en: "nothing", vi: "để trống")
}
