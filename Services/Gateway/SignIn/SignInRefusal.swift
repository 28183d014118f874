import Foundation
import HTTPTypes
import Messages
import ServiceHTTP

/// Why somebody is not signed in. An unknown name and a wrong password are told apart nowhere.
enum SignInRefusal: Error, Sendable {
    case failed
    /// The password was right, but a code is missing or wrong.
    case secondFactor(SecondFactorError)
    /// Said only to who knows the password.
    case suspended
    /// Somebody else knows the password too: it is good for setting another with this token, until then.
    case passwordChangeRequired(SecretToken, until: Instant)
    /// The refresh token is unknown, used, or its session is over.
    case refreshRefused

    /// Whether password and code were both right.
    var showedAll: Bool {
        switch self {
        case .suspended, .passwordChangeRequired: true
        case .failed, .secondFactor, .refreshRefused: false
        }
    }

    var problem: any Error {
        switch self {
        case .failed:
            HTTPProblem(
                .unauthorized, code: "sign-in-failed",
                message: Bilingual(
                    en: "Sign-in name or password is wrong. Try again.",
                    vi: "Tên đăng nhập hoặc mật khẩu không đúng. Hãy thử lại."))
        case .secondFactor(.unreadable): SecondFactorError.unreadable
        case .secondFactor(let error): HTTPProblem(.unauthorized, code: error.code, message: error.message)
        case .suspended:
            HTTPProblem(
                .forbidden, code: "account-suspended",
                message: Bilingual(
                    en: "The account is suspended. Ask an administrator.",
                    vi: "Tài khoản đang bị khóa. Hãy liên hệ quản trị viên."))
        case .passwordChangeRequired(let token, let until):
            HTTPProblem(
                .forbidden, code: "password-change-required",
                message: Bilingual(
                    en:
                        "Set a new password first: send it with changeToken to POST /password-link, then sign in with it.",
                    vi: "Hãy đặt mật khẩu mới trước: gửi kèm changeToken tới POST /password-link, rồi đăng nhập lại."),
                headers: [.cacheControl: "no-store"],
                details: ["changeToken": token.text, "expiresAt": until.description])
        case .refreshRefused:
            HTTPProblem(
                .unauthorized, code: "session-ended",
                message: Bilingual(
                    en: "The session has ended. Sign in again.", vi: "Phiên đã kết thúc. Hãy đăng nhập lại."))
        }
    }
}
