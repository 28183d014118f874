import Foundation
import HTTPTypes
import Messages
import ServiceHTTP

/// Why somebody is not signed in. An unknown name and a wrong password are told apart nowhere.
enum SignInRefusal: Error, Sendable, Hashable {
    case failed
    /// Said only to who knows the password.
    case suspended
    /// The refresh token is unknown, used, or its session is over.
    case refreshRefused

    var problem: HTTPProblem {
        switch self {
        case .failed:
            HTTPProblem(
                .unauthorized, code: "sign-in-failed",
                message: Bilingual(
                    en: "Sign-in name or password is wrong. Try again.",
                    vi: "Tên đăng nhập hoặc mật khẩu không đúng. Hãy thử lại."))
        case .suspended:
            HTTPProblem(
                .forbidden, code: "account-suspended",
                message: Bilingual(
                    en: "The account is suspended. Ask an administrator.",
                    vi: "Tài khoản đang bị khóa. Hãy liên hệ quản trị viên."))
        case .refreshRefused:
            HTTPProblem(
                .unauthorized, code: "session-ended",
                message: Bilingual(
                    en: "The session has ended. Sign in again.", vi: "Phiên đã kết thúc. Hãy đăng nhập lại."))
        }
    }
}
