import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Messages
import NIOCore

/// A small page in both languages, without scripts and without anything from elsewhere.
struct FirstSignInPage: Sendable {
    private let content: String

    static let done = FirstSignInPage(
        content: """
            <p lang="vi">Đã tạo quản trị viên. Bây giờ bạn có thể đăng nhập.</p>
            <p lang="en">The administrator was made. You can sign in now.</p>
            """)

    /// `fault` is what was wrong with what was sent before.
    static func form(token: String, fault: Bilingual? = nil) -> FirstSignInPage {
        let alert = fault.map {
            "<p class=\"fault\" role=\"alert\" lang=\"vi\">\(escaped($0.vi))</p>"
                + "<p class=\"fault\" role=\"alert\" lang=\"en\">\(escaped($0.en))</p>"
        }
        return FirstSignInPage(
            content: """
                <p lang="vi">Tạo tài khoản quản trị viên đầu tiên. Mật khẩu dài ít nhất \(PasswordRule.minimum) ký tự.</p>
                <p lang="en">Make the first administrator. A password has at least \(PasswordRule.minimum) characters.</p>
                \(alert ?? "")
                <form method="post" action="/first-sign-in">
                <input type="hidden" name="token" value="\(escaped(token))">
                <label for="n">Tên đăng nhập · <span lang="en">Sign-in name</span></label>
                <input id="n" name="signInName" required minlength="2" maxlength="64" autocomplete="username">
                <label for="p">Mật khẩu · <span lang="en">Password</span></label>
                <input id="p" name="password" type="password" required minlength="\(PasswordRule.minimum)" \
                autocomplete="new-password">
                <button type="submit">Tạo quản trị viên · <span lang="en">Make the administrator</span></button>
                </form>
                """)
    }

    func response(_ status: HTTPResponse.Status) -> Response {
        let html = """
            <!doctype html>
            <html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Quen</title><style>\(Self.style)</style></head><body><main><h1>Quen</h1>
            \(content)
            </main></body></html>
            """
        return Response(
            status: status, headers: Self.headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    private static let style = """
        body{font:1rem/1.5 sans-serif;margin:2rem}main{max-width:30rem;margin:auto}label,input,button{display:block;\
        width:100%;box-sizing:border-box;font:inherit}input{padding:.5rem;margin-bottom:1rem}button{padding:.75rem}\
        .fault{color:#a00000}
        """

    /// The link's token is in the address, so the page sends no referrer and is kept nowhere.
    private static let headers: HTTPFields = {
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        var headers: HTTPFields = [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"]
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'sha256-\(hash)'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        headers[.xContentTypeOptions] = "nosniff"
        headers[.literal("Referrer-Policy")] = "no-referrer"
        return headers
    }()

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
