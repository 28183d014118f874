import Foundation
import Messages

/// Why a record is not shared.
public enum SharingError: QuenError, Hashable {
    /// Through a share, or with permission to see it only, nobody passes a record on.
    case notYours
    case holderMissing
    case unknownHolder(Share.HolderKind)
    case employeeHasLeft
    case withOneself
    case over
    case noteTooLong(most: Int)
    case tooMany(most: Int)

    public var code: String {
        switch self {
        case .notYours: "share-not-yours"
        case .holderMissing: "share-holder-missing"
        case .unknownHolder: "unknown-share-holder"
        case .employeeHasLeft: "employee-has-left"
        case .withOneself: "share-with-oneself"
        case .over: "share-already-over"
        case .noteTooLong: "too-long"
        case .tooMany: "too-many-shares"
        }
    }

    public var consequence: Consequence {
        switch self {
        case .notYours: .forbidden
        case .tooMany: .conflict
        default: .invalid
        }
    }

    public var path: String? {
        switch self {
        case .holderMissing: "$.with"
        case .unknownHolder(let kind): "$.with.\(kind.rawValue)Id"
        case .employeeHasLeft, .withOneself: "$.with.employeeId"
        case .over: "$.until"
        case .noteTooLong: "$.note"
        case .notYours, .tooMany: nil
        }
    }

    public var message: Bilingual {
        switch self {
        case .notYours:
            Bilingual(
                en: "Only who may edit the record without a share may share it. Ask whoever is responsible for it.",
                vi: "Chỉ người có quyền sửa bản ghi (không qua chia sẻ) mới chia sẻ được. Hãy nhờ người phụ trách.")
        case .holderMissing:
            Bilingual(
                en: "Name one employee, team or branch to share it with.",
                vi: "Hãy chọn một nhân viên, một nhóm hoặc một đơn vị để chia sẻ.")
        case .unknownHolder(let kind):
            Bilingual(
                en: "There is no \(kind.rawValue) with this id. Choose one from the list.",
                vi: "Không có \(Self.label(kind)) này. Hãy chọn trong danh sách.")
        case .employeeHasLeft:
            Bilingual(
                en: "The employee has left the firm. Choose another one.",
                vi: "Nhân viên này đã nghỉ việc. Hãy chọn người khác.")
        case .withOneself:
            Bilingual(
                en: "You have the record yourself. Choose somebody else.",
                vi: "Bạn đang có bản ghi này. Hãy chọn người khác.")
        case .over:
            Bilingual(
                en: "The time until which it is shared must lie ahead.",
                vi: "Thời điểm kết thúc chia sẻ phải ở trong tương lai.")
        case .noteTooLong(let most):
            Bilingual(
                en: "The note has more than \(most) characters. Shorten it.",
                vi: "Ghi chú dài quá \(most) ký tự. Hãy rút ngắn.")
        case .tooMany(let most):
            Bilingual(
                en: "The record has \(most) shares already. Share it with a team or branch, or revoke some first.",
                vi: "Bản ghi đã có \(most) lượt chia sẻ. Hãy chia sẻ cho nhóm hoặc đơn vị, hoặc thu hồi bớt trước.")
        }
    }

    private static func label(_ kind: Share.HolderKind) -> String {
        switch kind {
        case .employee: "nhân viên"
        case .team: "nhóm"
        case .branch: "đơn vị"
        }
    }
}
