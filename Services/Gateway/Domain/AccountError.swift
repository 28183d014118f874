import Foundation
import Messages

/// Why something cannot be done to an account.
enum AccountError: QuenError, Hashable {
    case invalidSignInName
    case nameTaken(String)
    case employeeTaken
    case unknownRole(String)
    case invalidEmail(String)
    case alreadySuspended(String)
    case notSuspended(String)
    case suspended
    /// The end of a suspension is past, or too far away.
    case invalidUntil
    case employeeLeft
    /// Nobody could grant anything any more.
    case lastAdministrator
    /// The employee's event has not come yet, or the id is wrong.
    case employeeUnknown
    case wrongPassword, wrongOldPassword

    var code: String {
        switch self {
        case .invalidSignInName: "invalid-sign-in-name"
        case .nameTaken: "sign-in-name-taken"
        case .employeeTaken: "employee-has-account"
        case .unknownRole: "unknown-role"
        case .invalidEmail: "invalid-email"
        case .alreadySuspended: "account-already-suspended"
        case .notSuspended: "account-not-suspended"
        case .suspended: "account-suspended"
        case .invalidUntil: "invalid-until"
        case .employeeLeft: "employee-has-left"
        case .lastAdministrator: "last-administrator"
        case .employeeUnknown: "employee-unknown"
        case .wrongPassword: "wrong-password"
        case .wrongOldPassword: "wrong-old-password"
        }
    }

    var consequence: Consequence {
        switch self {
        case .invalidSignInName, .unknownRole, .invalidEmail, .invalidUntil: .invalid
        case .nameTaken, .employeeTaken, .employeeLeft, .alreadySuspended, .notSuspended, .lastAdministrator: .conflict
        case .employeeUnknown: .temporary
        case .suspended, .wrongPassword, .wrongOldPassword: .forbidden
        }
    }

    var path: String? {
        switch self {
        case .invalidSignInName, .nameTaken: "$.signInName"
        case .employeeTaken, .employeeLeft: "$.employeeId"
        case .invalidUntil: "$.until"
        case .unknownRole: "$.roles"
        case .invalidEmail: "$.email"
        case .wrongPassword: "$.password"
        case .wrongOldPassword: "$.oldPassword"
        default: nil
        }
    }

    var message: Bilingual {
        switch self {
        case .invalidSignInName:
            Bilingual(
                en: "A sign-in name has 2 to 64 of the characters a-z, 0-9 and . _ - @. Choose another.",
                vi: "Tên đăng nhập dài 2 đến 64 ký tự, chỉ gồm a-z, 0-9 và . _ - @. Hãy chọn tên khác.")
        case .nameTaken(let name):
            Bilingual(
                en: "The sign-in name \(name) is taken. Choose another.",
                vi: "Tên đăng nhập \(name) đã có người dùng. Hãy chọn tên khác.")
        case .employeeTaken:
            Bilingual(
                en: "This employee has an account already. Change that one.",
                vi: "Nhân viên này đã có tài khoản. Hãy sửa tài khoản đó.")
        case .unknownRole(let role):
            Bilingual(
                en: "There is no role \(role). GET /roles lists them.",
                vi: "Không có nhóm quyền \(role). Xem danh sách nhóm quyền rồi chọn lại.")
        case .invalidEmail(let email):
            Bilingual(
                en: "\(email) is no e-mail address. Correct it.", vi: "\(email) không phải địa chỉ email. Hãy sửa lại.")
        case .alreadySuspended(let name):
            Bilingual(
                en: "The account \(name) is suspended already.", vi: "Tài khoản \(name) đã bị tạm khóa trước đó.")
        case .notSuspended(let name):
            Bilingual(en: "The account \(name) is not suspended.", vi: "Tài khoản \(name) không bị tạm khóa.")
        case .suspended:
            Bilingual(
                en: "The account is suspended. Ask an administrator.",
                vi: "Tài khoản đang bị khóa. Hãy liên hệ quản trị viên.")
        case .invalidUntil:
            Bilingual(
                en: "The end of a suspension must be in the future, at most ten years away. Leave it out for good.",
                vi: "Thời điểm hết khóa phải ở tương lai, không quá mười năm. Bỏ trống nếu khóa vĩnh viễn.")
        case .employeeLeft:
            Bilingual(
                en: "The employee has left the firm. Mark them as returned first, or choose another employee.",
                vi: "Nhân viên này đã nghỉ việc. Hãy đánh dấu nhân viên quay lại trước, hoặc chọn nhân viên khác.")
        case .lastAdministrator:
            Bilingual(
                en: "This is the last administrator. Make another one first.",
                vi: "Đây là quản trị viên cuối cùng. Hãy thêm quản trị viên khác trước.")
        case .employeeUnknown:
            Bilingual(
                en:
                    "The account's employee is not known here yet. Try again shortly, or correct the account's employee.",
                vi:
                    "Hệ thống chưa nhận được hồ sơ nhân viên của tài khoản. Hãy thử lại sau, hoặc sửa nhân viên của tài khoản."
            )
        case .wrongPassword:
            Bilingual(en: "The password is wrong. Try again.", vi: "Mật khẩu không đúng. Hãy thử lại.")
        case .wrongOldPassword:
            Bilingual(en: "The old password is wrong. Try again.", vi: "Mật khẩu cũ không đúng. Hãy thử lại.")
        }
    }
}
