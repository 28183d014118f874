import Foundation
import Messages

enum BranchError: QuenError, Hashable {
    case textInvalid(field: String, most: Int)
    case codeTaken(code: String)

    var code: String {
        switch self {
        case .textInvalid: "invalid-text"
        case .codeTaken: "branch-code-taken"
        }
    }

    var consequence: Consequence {
        if case .codeTaken = self { .conflict } else { .invalid }
    }

    var path: String? {
        switch self {
        case .textInvalid(let field, _): "$.\(field)"
        case .codeTaken: "$.code"
        }
    }

    var message: Bilingual {
        switch self {
        case .textInvalid(let field, let most):
            Bilingual(en: "\(field) must have 1 to \(most) characters.", vi: "Mục này phải có từ 1 đến \(most) ký tự.")
        case .codeTaken(let code):
            Bilingual(
                en: "Another branch has the code or name \(code). Choose another one.",
                vi: "Đã có đơn vị dùng mã hoặc tên \(code). Hãy chọn mã khác.")
        }
    }
}
