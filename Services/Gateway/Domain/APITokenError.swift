import Foundation
import Messages

/// Why a program gets no such token (ACC-4).
enum APITokenError: QuenError, Hashable {
    case invalidName, alreadyOver, tooLong, noPermission
    /// `own` and `team` mean a person's records; a program has none.
    case scopeOfPerson(Permission)
    case notForPrograms(Permission)
    case beyondMaker(Permission)
    /// The maker's permission reaches their own branch only.
    case otherBranch
    case unknownBranch
    /// A program asks for what only a person has: an account, a password.
    case forPeople

    var code: String {
        switch self {
        case .invalidName: "invalid-name"
        case .alreadyOver: "expiry-past"
        case .tooLong: "expiry-too-far"
        case .noPermission: "no-permission"
        case .scopeOfPerson: "scope-of-person"
        case .notForPrograms: "permission-not-for-programs"
        case .beyondMaker: "permission-beyond-own"
        case .otherBranch: "branch-beyond-own"
        case .unknownBranch: "branch-unknown"
        case .forPeople: "not-for-programs"
        }
    }

    var consequence: Consequence {
        switch self {
        case .beyondMaker, .otherBranch, .forPeople: .forbidden
        default: .invalid
        }
    }

    var path: String? {
        switch self {
        case .invalidName: "$.name"
        case .alreadyOver, .tooLong: "$.expiresAt"
        case .noPermission, .scopeOfPerson, .notForPrograms, .beyondMaker: "$.permissions"
        case .otherBranch, .unknownBranch: "$.branchId"
        case .forPeople: nil
        }
    }

    var message: Bilingual {
        switch self {
        case .invalidName:
            Bilingual(
                en: "A name has 1 to 100 characters, such as the program's. Choose another.",
                vi: "Tên dài 1 đến 100 ký tự, chẳng hạn tên của chương trình. Hãy đặt tên khác.")
        case .alreadyOver:
            Bilingual(en: "The expiry lies in the past. Choose a later one.", vi: "Hạn dùng đã qua. Hãy chọn hạn sau.")
        case .tooLong:
            Bilingual(
                en: "A token is good for a year at most. Choose an earlier expiry.",
                vi: "Mã truy cập có hạn tối đa một năm. Hãy chọn hạn sớm hơn.")
        case .noPermission:
            Bilingual(
                en: "Name 1 to \(APIToken.mostPermissions) permissions, such as customers:view:all.",
                vi: "Hãy nêu 1 đến \(APIToken.mostPermissions) quyền, chẳng hạn customers:view:all.")
        case .scopeOfPerson(let permission):
            Bilingual(
                en: "\(permission): a program is nobody's colleague. Its scopes are branch and all.",
                vi: "\(permission): chương trình không phải nhân viên, chỉ dùng phạm vi branch hoặc all.")
        case .notForPrograms(let permission):
            Bilingual(
                en: "\(permission) is not given to programs: people confirm such changes with their password.",
                vi: "Không cấp \(permission) cho chương trình: thao tác này cần người dùng xác nhận bằng mật khẩu.")
        case .beyondMaker(let permission):
            Bilingual(
                en: "You do not have \(permission) yourself. Leave it out, or ask an administrator.",
                vi: "Bạn không có quyền \(permission). Hãy bỏ quyền này hoặc nhờ quản trị viên.")
        case .otherBranch:
            Bilingual(
                en: "Your own permissions reach your branch only. Name that one.",
                vi: "Quyền của bạn chỉ trong chi nhánh của bạn. Hãy chọn chi nhánh đó.")
        case .unknownBranch:
            Bilingual(
                en: "There is no such branch. Choose one of the list of branches.",
                vi: "Không có chi nhánh này. Hãy chọn trong danh sách chi nhánh.")
        case .forPeople:
            Bilingual(
                en: "This is for people. Sign in with name and password.",
                vi: "Chức năng này dành cho người dùng. Hãy đăng nhập bằng tên và mật khẩu.")
        }
    }
}
