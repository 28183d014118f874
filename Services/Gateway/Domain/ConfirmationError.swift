import Foundation
import Messages

/// Why an administrative act is not done yet (ACC-1).
enum ConfirmationError: QuenError, Hashable {
    /// The password was shown too long ago.
    case required

    var code: String { "confirmation-required" }
    var consequence: Consequence { .forbidden }

    var message: Bilingual {
        Bilingual(
            en: "Confirm that it is you: send your password to POST /me/confirm, then repeat this within 10 minutes.",
            vi: "Hãy xác nhận lại danh tính: gửi mật khẩu tới POST /me/confirm, rồi thực hiện lại trong vòng 10 phút.")
    }
}
