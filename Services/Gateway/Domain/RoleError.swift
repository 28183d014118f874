import Foundation
import Messages

/// Why something cannot be done to a role, or with one.
enum RoleError: QuenError, Hashable {
    case invalidCode
    case codeTaken(String)
    case codeFixed(String)
    /// `en` or `vi`.
    case invalidLabel(String)
    case noPermission
    case tooManyPermissions(Int)
    case unknownPermission(index: Int, String)
    case unknownRole
    case readyMade(String)
    /// Who acts does not have these themselves.
    case beyondOwn([String])
    /// The account that somebody would act on has these, and they have not.
    case accountBeyondOwn([String])
    /// By so many accounts; the names of the first of them.
    case inUse(count: Int, names: [String])
    case heldByTooMany(count: Int, most: Int)

    var code: String {
        switch self {
        case .invalidCode: "invalid-role-code"
        case .codeTaken: "role-code-taken"
        case .codeFixed: "role-code-fixed"
        case .invalidLabel: "invalid-text"
        case .noPermission: "no-permission"
        case .tooManyPermissions: "too-many"
        case .unknownPermission: "unknown-permission"
        case .unknownRole: "unknown-role"
        case .readyMade: "role-ready-made"
        case .beyondOwn: "permission-beyond-own"
        case .accountBeyondOwn: "account-beyond-own"
        case .inUse: "role-in-use"
        case .heldByTooMany: "role-held-by-too-many"
        }
    }

    var consequence: Consequence {
        switch self {
        case .codeTaken, .codeFixed, .readyMade, .inUse, .heldByTooMany: .conflict
        case .beyondOwn, .accountBeyondOwn: .forbidden
        default: .invalid
        }
    }

    var path: String? {
        switch self {
        case .invalidCode, .codeTaken, .codeFixed: "$.code"
        case .invalidLabel(let member): "$.label.\(member)"
        case .noPermission, .tooManyPermissions: "$.permissions"
        case .unknownPermission(let index, _): "$.permissions[\(index)]"
        case .unknownRole: "$.copyOf"
        case .readyMade, .beyondOwn, .accountBeyondOwn, .inUse, .heldByTooMany: nil
        }
    }

    var details: [String: String] {
        switch self {
        case .beyondOwn(let permissions), .accountBeyondOwn(let permissions):
            ["permissions": permissions.joined(separator: " ")]
        case .inUse(let count, let names): ["accounts": "\(count)", "first": names.joined(separator: ", ")]
        case .heldByTooMany(let count, _): ["accounts": "\(count)"]
        default: [:]
        }
    }

    var message: Bilingual {
        switch self {
        case .invalidCode:
            Bilingual(
                en: "A role's code has 2 to 40 of the characters a-z, 0-9 and -. Choose another.",
                vi: "Mã nhóm quyền dài 2 đến 40 ký tự, chỉ gồm a-z, 0-9 và -. Hãy chọn mã khác.")
        case .codeTaken(let code):
            Bilingual(
                en: "There is a role \(code) already. Choose another code.",
                vi: "Đã có nhóm quyền \(code). Hãy chọn mã khác.")
        case .codeFixed(let code):
            Bilingual(
                en: "Accounts name the role by its code \(code), so it stays. Change the label, or make another role.",
                vi: "Tài khoản được gán theo mã \(code) nên không đổi được mã. Hãy đổi tên gọi hoặc lập nhóm quyền mới."
            )
        case .invalidLabel:
            Bilingual(
                en: "A label has 1 to 100 characters in each language.",
                vi: "Tên gọi dài 1 đến 100 ký tự ở mỗi ngôn ngữ.")
        case .noPermission:
            Bilingual(
                en: "A role without permissions permits nothing. Name some, or the role to copy.",
                vi: "Nhóm quyền chưa có quyền nào. Hãy chọn quyền, hoặc nhóm quyền để sao chép.")
        case .tooManyPermissions(let most):
            Bilingual(en: "There are at most \(most) permissions.", vi: "Chỉ có tối đa \(most) quyền.")
        case .unknownPermission(_, let text):
            Bilingual(
                en:
                    "There is no permission \(text.prefix(80)). Write it as function:action:scope, such as customers:edit:team.",
                vi:
                    "Không có quyền \(text.prefix(80)). Hãy viết dạng chức-năng:hành-động:phạm-vi, ví dụ customers:edit:team."
            )
        case .unknownRole:
            Bilingual(
                en: "There is no such role to copy. GET /roles lists them.",
                vi: "Không có nhóm quyền này để sao chép. Xem danh sách nhóm quyền rồi chọn lại.")
        case .readyMade(let code):
            Bilingual(
                en: "The role \(code) comes with Quen and stays as it is. Copy it and change the copy.",
                vi: "Nhóm quyền \(code) đi kèm Quen nên không sửa được. Hãy sao chép rồi sửa bản sao.")
        case .beyondOwn(let permissions):
            Bilingual(
                en: "You do not have \(Self.first(permissions)) yourself, so you cannot give it. Ask who has it.",
                vi: "Bạn không có quyền \(Self.first(permissions)) nên không cấp được. Hãy nhờ người có quyền này.")
        case .accountBeyondOwn(let permissions):
            Bilingual(
                en: "The account may do more than you: \(Self.first(permissions)). Ask who has that as well.",
                vi: "Tài khoản này có quyền hơn bạn: \(Self.first(permissions)). Hãy nhờ người có đủ các quyền đó.")
        case .inUse(let count, let names):
            Bilingual(
                en: "\(count) accounts have this role (\(names.joined(separator: ", "))). Give them others first.",
                vi:
                    "Có \(count) tài khoản dùng nhóm quyền này (\(names.joined(separator: ", "))). Hãy đổi nhóm quyền trước."
            )
        case .heldByTooMany(let count, let most):
            Bilingual(
                en:
                    "\(count) accounts have this role; at most \(most) can be changed at once. Copy it, and move them over.",
                vi:
                    "Có \(count) tài khoản dùng nhóm quyền này; mỗi lần đổi được tối đa \(most). Hãy sao chép và chuyển dần."
            )
        }
    }

    private static func first(_ permissions: [String]) -> String {
        let shown = permissions.prefix(3).joined(separator: ", ")
        return permissions.count > 3 ? "\(shown)…" : shown
    }
}
