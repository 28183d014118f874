import Foundation
import Messages

/// Where the first administrator is made.
enum FirstSignInPage {
    static let done = SmallPage(
        content: """
            <p lang="vi">Đã tạo quản trị viên. Bây giờ bạn có thể đăng nhập.</p>
            <p lang="en">The administrator was made. You can sign in now.</p>
            """)

    /// `fault` is what was wrong with what was sent before.
    static func form(token: String, fault: Bilingual? = nil) -> SmallPage {
        let least = PasswordRule.minimum
        return SmallPage(
            content: """
                <p lang="vi">Tạo tài khoản quản trị viên đầu tiên. Mật khẩu dài ít nhất \(least) ký tự.</p>
                <p lang="en">Make the first administrator. A password has at least \(least) characters.</p>
                \(SmallPage.alert(fault))
                <form method="post" action="/first-sign-in">
                <input type="hidden" name="token" value="\(DocumentFrame.escaped(token))">
                <label for="n">Tên đăng nhập · <span lang="en">Sign-in name</span></label>
                <input id="n" name="signInName" required minlength="2" maxlength="64" autocomplete="username">
                <label for="p">Mật khẩu · <span lang="en">Password</span></label>
                <input id="p" name="password" type="password" required minlength="\(least)" \
                autocomplete="new-password">
                <button type="submit">Tạo quản trị viên · <span lang="en">Make the administrator</span></button>
                </form>
                """)
    }
}
