import Foundation
import Messages

/// Why an action is allowed, or is not.
public struct Reason: Encodable, Sendable, Hashable {
    /// `everything`, `every-branch`, `responsible`, `second-responsible`, `other-owner`, `team`, `branch`, `share`,
    /// `share-of-parent`; `no-permission` or `out-of-reach` where it is not allowed.
    public var kind: String
    public var text: Bilingual
    /// The codes of teams through which a colleague's record is reached.
    public var teams: [String]?
    /// The colleague: who is responsible, and whose manager or team leader the person is.
    public var colleagueId: EntityID?
    public var branchId: EntityID?
    public var shareId: EntityID?
    public var access: ShareAccess?
    public var until: Instant?
    /// The employee who shared it.
    public var sharedById: EntityID?

    init(_ kind: String, en: String, vi: String) {
        self.kind = kind
        text = Bilingual(en: en, vi: vi)
    }

    init(_ way: Way, en: String, vi: String) { self.init(way.rawValue, en: en, vi: vi) }

    static func noPermission(_ function: Function, _ action: Action) -> Reason {
        Reason(
            "no-permission", en: "No role grants \(function.rawValue):\(action.rawValue).",
            vi: "Không có nhóm quyền nào cho phép \(function.rawValue):\(action.rawValue).")
    }

    static func outOfReach(_ function: Function, _ action: Action, _ scope: AccessScope) -> Reason {
        let permission = Permission(function, action, scope)
        return Reason(
            "out-of-reach",
            en: "\(permission) does not reach this record, and it is not shared for this.",
            vi: "Quyền \(permission) không bao gồm bản ghi này, và bản ghi không được chia sẻ cho việc này.")
    }
}
