import Foundation
import Messages

/// What a password must be: long and not among the first that anybody would guess, rather than of many kinds of
/// characters (ACC-1; NIST SP 800-63B §3.1.1.2).
enum PasswordRule {
    static let minimum = 10
    static let maximumBytes = 1024

    /// One text for a password however it was typed: Vietnamese letters come composed from one keyboard and decomposed
    /// from another.
    static func normalised(_ password: String) -> String { password.precomposedStringWithCanonicalMapping }

    static func check(_ password: String, signInName: String) throws(PasswordError) {
        let password = normalised(password)
        guard password.count >= minimum else { throw .tooShort }
        guard password.utf8.count <= maximumBytes else { throw .tooLong }
        let folded = password.lowercased()
        // A shorter one stands in many words.
        if signInName.count >= 4, folded.contains(signInName) { throw .containsName }
        if CommonPasswords.contains(folded) { throw .common }
    }
}

enum PasswordError: QuenError, Hashable {
    case tooShort, tooLong, containsName, common

    var code: String {
        switch self {
        case .tooShort: "password-too-short"
        case .tooLong: "password-too-long"
        case .containsName: "password-contains-name"
        case .common: "password-common"
        }
    }

    var consequence: Consequence { .invalid }
    var path: String? { "$.password" }

    var message: Bilingual {
        switch self {
        case .tooShort:
            Bilingual(
                en: "A password has at least \(PasswordRule.minimum) characters. Three or four words make a good one.",
                vi: "Mật khẩu dài ít nhất \(PasswordRule.minimum) ký tự. Nên ghép ba, bốn từ.")
        case .tooLong:
            Bilingual(en: "The password is too long. Shorten it.", vi: "Mật khẩu quá dài. Hãy rút ngắn.")
        case .containsName:
            Bilingual(
                en: "The password must not contain the sign-in name. Choose another.",
                vi: "Mật khẩu không được chứa tên đăng nhập. Hãy chọn mật khẩu khác.")
        case .common:
            Bilingual(
                en: "This password is among the first that are guessed. Choose another.",
                vi: "Mật khẩu này quá phổ biến, dễ bị đoán. Hãy chọn mật khẩu khác.")
        }
    }
}
