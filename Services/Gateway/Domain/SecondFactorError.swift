import Foundation
import Messages

/// Why something cannot be done with a second factor, or without it.
enum SecondFactorError: QuenError, Hashable {
    case required, wrong
    /// The key that its secret was sealed with is lost.
    case unreadable
    case alreadyActive, notActive
    /// Nothing was offered, or too long ago.
    case notOffered
    /// The firm asks for it of who administers.
    case obligatory

    var code: String {
        switch self {
        case .required: "second-factor-required"
        case .wrong: "second-factor-failed"
        case .unreadable: "second-factor-unreadable"
        case .alreadyActive: "second-factor-active"
        case .notActive: "second-factor-not-active"
        case .notOffered: "second-factor-not-offered"
        case .obligatory: "second-factor-obligatory"
        }
    }

    var consequence: Consequence {
        switch self {
        case .required, .wrong: .forbidden
        case .unreadable: .temporary
        case .alreadyActive, .notActive, .notOffered, .obligatory: .conflict
        }
    }

    var path: String? {
        switch self {
        case .required, .wrong: "$.code"
        default: nil
        }
    }

    var message: Bilingual {
        switch self {
        case .required:
            Bilingual(
                en: "Send the code of your authenticator app as well, or a recovery code.",
                vi: "Hãy gửi kèm mã từ ứng dụng xác thực, hoặc một mã khôi phục.")
        case .wrong:
            Bilingual(
                en: "The code is wrong, or was used already. Wait for the next one and try again.",
                vi: "Mã không đúng hoặc đã được dùng. Hãy chờ mã kế tiếp rồi thử lại.")
        case .unreadable:
            Bilingual(
                en: "Codes cannot be checked right now. Use a recovery code, or ask an administrator.",
                vi: "Hiện không kiểm tra được mã. Hãy dùng mã khôi phục, hoặc liên hệ quản trị viên.")
        case .alreadyActive:
            Bilingual(
                en: "There is a second factor already. Disable it first.",
                vi: "Tài khoản đã bật xác thực hai lớp. Hãy tắt trước.")
        case .notActive:
            Bilingual(en: "There is no second factor.", vi: "Tài khoản chưa bật xác thực hai lớp.")
        case .notOffered:
            Bilingual(
                en: "Begin again with POST /me/second-factor; a new secret is good for 15 minutes.",
                vi: "Hãy bắt đầu lại bằng POST /me/second-factor; khóa mới có hiệu lực 15 phút.")
        case .obligatory:
            Bilingual(
                en: "Your firm asks for a second factor of everybody who administers accounts.",
                vi: "Công ty yêu cầu người quản trị tài khoản phải dùng xác thực hai lớp.")
        }
    }
}
