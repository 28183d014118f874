import Foundation
import Messages

/// Where somebody sets their password by a one-time link.
enum PasswordLinkPage {
    static let done = SmallPage(
        content: """
            <p lang="vi">Đã đặt mật khẩu. Bây giờ bạn có thể đăng nhập.</p>
            <p lang="en">The password was set. You can sign in now.</p>
            """)

    /// `fault` is what was wrong with what was sent before.
    static func form(token: String, fault: Bilingual? = nil) -> SmallPage {
        let least = PasswordRule.minimum
        return SmallPage(
            content: """
                <p lang="vi">Đặt mật khẩu cho tài khoản của bạn. Mật khẩu dài ít nhất \(least) ký tự.</p>
                <p lang="en">Set the password of your account. A password has at least \(least) characters.</p>
                \(SmallPage.alert(fault))
                <form method="post" action="/password-link">
                <input type="hidden" name="token" value="\(DocumentFrame.escaped(token))">
                <label for="p">Mật khẩu mới · <span lang="en">New password</span></label>
                <input id="p" name="password" type="password" required minlength="\(least)" \
                autocomplete="new-password">
                <button type="submit">Đặt mật khẩu · <span lang="en">Set the password</span></button>
                </form>
                """)
    }
}
