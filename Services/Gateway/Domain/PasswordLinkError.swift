import Foundation
import Messages

/// Why no password is set by a link.
enum PasswordLinkError: QuenError, Hashable {
    /// Unknown, used, replaced or too old: these are told apart nowhere.
    case refused
    /// The new password is the old one.
    case unchanged
    /// There is nothing to change: see `CreateAccount`.
    case noPassword

    var code: String {
        switch self {
        case .refused: "password-link-refused"
        case .unchanged: "password-unchanged"
        case .noPassword: "account-has-no-password"
        }
    }

    var consequence: Consequence {
        switch self {
        case .refused: .forbidden
        case .unchanged: .invalid
        case .noPassword: .conflict
        }
    }

    var path: String? { self == .unchanged ? "$.password" : nil }

    var message: Bilingual {
        switch self {
        case .refused:
            Bilingual(
                en: "The link was used, replaced by a newer one, or is too old. Ask for a new one.",
                vi: "Liên kết đã được dùng, đã bị thay thế hoặc đã hết hạn. Hãy xin liên kết mới.")
        case .unchanged:
            Bilingual(
                en: "This is the password that must be changed. Choose another.",
                vi: "Đây chính là mật khẩu cần đổi. Hãy chọn mật khẩu khác.")
        case .noPassword:
            Bilingual(
                en: "The account has no password yet. Make a link with POST /accounts/{id}/password-link.",
                vi: "Tài khoản chưa có mật khẩu. Hãy tạo liên kết bằng POST /accounts/{id}/password-link.")
        }
    }
}
