import Foundation
import Messages

/// A link to set a password that waits to be sent (ACC-1). It is sealed while it waits, and gone once it was tried for
/// good: a link that is lost is asked for again.
struct PasswordMail: Codable, Sendable, Hashable {
    var accountId: EntityID
    var signInName: String
    var address: String
    var language: Language
    var sealedLink: String
    var expiresAt: Instant
    var attempts = 0
    /// When it may next be tried.
    var dueAt: Instant

    /// Until the next try, after one that the server put off.
    static let pause = Duration.seconds(60)

    func title() -> Bilingual {
        Bilingual(en: "A new password for \(signInName)", vi: "Mật khẩu mới cho \(signInName)")
    }

    func text(_ link: String) -> Bilingual {
        Bilingual(
            en: """
                Somebody, we hope you, asked for a new password for the account \(signInName). Open this link within half \
                an hour; it is good once: \(link)
                """,
            vi: """
                Có người, mong là bạn, vừa xin mật khẩu mới cho tài khoản \(signInName). Hãy mở liên kết này trong vòng nửa \
                giờ; liên kết chỉ dùng được một lần: \(link)
                """)
    }

    static let why = Bilingual(
        en: "it was asked for on the sign-in page. If it was not you, do nothing: the password stays as it is.",
        vi: "yêu cầu được gửi từ trang đăng nhập. Nếu không phải bạn, hãy bỏ qua: mật khẩu vẫn giữ nguyên.")
}
