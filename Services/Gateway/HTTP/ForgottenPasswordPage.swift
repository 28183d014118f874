import Foundation
import Messages

/// Where somebody asks for a link to set a forgotten password.
enum ForgottenPasswordPage {
    static let done = SmallPage(
        content: """
            <p lang="vi">Nếu có tài khoản như vậy, một thư kèm liên kết đang được gửi đi. Liên kết có hiệu lực 30 phút.
            Không nhận được thư: hãy liên hệ quản trị viên.</p>
            <p lang="en">If there is such an account, a mail with a link is on its way. It is good for 30 minutes.
            If no mail comes, ask an administrator.</p>
            """)

    static func form(fault: Bilingual? = nil) -> SmallPage {
        SmallPage(
            content: """
                <p lang="vi">Quên mật khẩu? Nhập tên đăng nhập hoặc email của bạn.</p>
                <p lang="en">Forgotten your password? Enter your sign-in name or e-mail address.</p>
                \(SmallPage.alert(fault))
                <form method="post" action="/password-forgotten">
                <label for="n">Tên đăng nhập hoặc email · <span lang="en">Sign-in name or e-mail</span></label>
                <input id="n" name="signInName" required maxlength="254" autocomplete="username">
                <button type="submit">Gửi liên kết · <span lang="en">Send a link</span></button>
                </form>
                """)
    }
}
