import Foundation
import Messages

enum EmployeeError: QuenError, Hashable {
    case textInvalid(field: String, most: Int)
    case tooMany(field: String, most: Int)
    case emailInvalid
    case ownManager
    case managerCycle
    case unknownManager
    case unknownBranch
    /// `known` are those that there are, or the first of them.
    case unknownTeam(index: Int, name: String, known: [String])
    case teamOutOfReach(index: Int, code: String)
    /// In the future, or before the move before.
    case movedOnInvalid(earliest: Day?)
    case codeTaken(code: String)
    case alreadyLeft
    case hasNotLeft

    var code: String {
        switch self {
        case .textInvalid: "invalid-text"
        case .tooMany: "too-many"
        case .emailInvalid: "invalid-email"
        case .ownManager: "own-manager"
        case .managerCycle: "manager-cycle"
        case .unknownManager: "unknown-manager"
        case .unknownBranch: "unknown-branch"
        case .unknownTeam: "unknown-team"
        case .teamOutOfReach: "team-out-of-reach"
        case .movedOnInvalid: "invalid-move-day"
        case .codeTaken: "employee-code-taken"
        case .alreadyLeft: "employee-already-left"
        case .hasNotLeft: "employee-has-not-left"
        }
    }

    var consequence: Consequence {
        switch self {
        case .codeTaken, .alreadyLeft, .hasNotLeft: .conflict
        case .teamOutOfReach: .forbidden
        default: .invalid
        }
    }

    var path: String? { field.map { "$.\($0)" } }

    /// The member of the input that is at fault.
    var field: String? {
        switch self {
        case .textInvalid(let field, _), .tooMany(let field, _): field
        case .emailInvalid: "email"
        case .ownManager, .managerCycle, .unknownManager: "managerId"
        case .unknownBranch: "branchId"
        case .unknownTeam(let index, _, _), .teamOutOfReach(let index, _): "teams[\(index)]"
        case .movedOnInvalid: "movedOn"
        case .codeTaken: "code"
        case .alreadyLeft, .hasNotLeft: nil
        }
    }

    var details: [String: String] {
        if case .unknownTeam(_, _, let known) = self { ["known": known.joined(separator: ", ")] } else { [:] }
    }

    var message: Bilingual {
        switch self {
        case .textInvalid(let field, let most):
            Bilingual(en: "\(field) must have 1 to \(most) characters.", vi: "Mục này phải có từ 1 đến \(most) ký tự.")
        case .tooMany(let field, let most):
            Bilingual(en: "There may be at most \(most) \(field).", vi: "Mục này chỉ được có tối đa \(most) giá trị.")
        case .emailInvalid:
            Bilingual(
                en: "This is no e-mail address. Write it as name@firm.vn.",
                vi: "Địa chỉ e-mail không hợp lệ. Hãy nhập dạng ten@congty.vn.")
        case .ownManager:
            Bilingual(
                en: "Nobody is their own manager. Choose another employee or none.",
                vi: "Nhân viên không thể là cấp trên của chính mình. Hãy chọn người khác hoặc để trống.")
        case .managerCycle:
            Bilingual(
                en: "The manager chosen reports to this employee. Choose another one.",
                vi: "Người được chọn đang là cấp dưới của nhân viên này. Hãy chọn người khác.")
        case .unknownManager:
            Bilingual(
                en: "There is no employee with this id. Enter the manager first.",
                vi: "Không có nhân viên này. Hãy nhập cấp trên trước.")
        case .unknownBranch:
            Bilingual(
                en: "There is no branch with this id. Enter the branch first.",
                vi: "Không có đơn vị này. Hãy nhập đơn vị trước.")
        case .unknownTeam(_, let name, let known) where known.isEmpty:
            Bilingual(
                en: "There is no team \(name), and none yet at all. Make it first.",
                vi: "Không có nhóm \(name); chưa có nhóm nào. Hãy lập nhóm trước.")
        case .unknownTeam(_, let name, let known):
            Bilingual(
                en:
                    "There is no team \(name). There are: \(known.joined(separator: ", ")). Choose one, or make it first.",
                vi: "Không có nhóm \(name). Các nhóm: \(known.joined(separator: ", ")). Hãy chọn hoặc lập nhóm trước.")
        case .teamOutOfReach(_, let code):
            Bilingual(
                en:
                    "The team \(code) is not of your branch; who is put into it sees its records. Ask who looks after it.",
                vi:
                    "Nhóm \(code) không thuộc đơn vị của bạn; thành viên sẽ xem được dữ liệu của nhóm. Hãy nhờ người quản lý nhóm."
            )
        case .movedOnInvalid(let earliest):
            Bilingual(
                en:
                    "A move counts from today or an earlier day\(earliest.map { ", not before the last one on \($0)" } ?? "").",
                vi:
                    "Ngày chuyển phải là hôm nay hoặc trước đó\(earliest.map { ", không trước lần chuyển gần nhất \($0)" } ?? "")."
            )
        case .codeTaken(let code):
            Bilingual(
                en: "Another employee has the code \(code). Choose another one.",
                vi: "Mã \(code) đã có nhân viên khác dùng. Hãy chọn mã khác.")
        case .alreadyLeft:
            Bilingual(
                en: "The employee has left already. Read the record again.",
                vi: "Nhân viên này đã nghỉ việc. Hãy tải lại.")
        case .hasNotLeft:
            Bilingual(
                en: "The employee has not left. Read the record again.",
                vi: "Nhân viên này vẫn đang làm việc. Hãy tải lại.")
        }
    }
}
