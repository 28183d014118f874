import Foundation

/// A text in the two languages of the product. `en` for programs and English readers, `vi` for people here.
public struct Bilingual: Sendable, Hashable, Codable {
    public var en: String
    public var vi: String

    public init(en: String, vi: String) {
        self.en = en
        self.vi = vi
    }

    /// Codes and numbers, which are the same in both.
    public static func same(_ text: String) -> Bilingual { Bilingual(en: text, vi: text) }

    public func text(in language: Language) -> String { language == .vietnamese ? vi : en }
}

public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case vietnamese = "vi"
    case english = "en"
}

/// An error that a person or program outside may see: a fact with a stable code, what follows from it, and a message
/// that says what to do next. Everything else that is thrown is shown as an internal error without its text.
public protocol QuenError: Error, Sendable {
    /// Stable and documented, such as `opportunity-already-won`; the last part of the problem's `type`.
    var code: String { get }
    var consequence: Consequence { get }
    var message: Bilingual { get }
    /// Where in the input the fault is, as a JSON path such as `$.lines[2].quantity`.
    var path: String? { get }
    /// Further facts for programs, such as the id of the document that stands in the way.
    var details: [String: String] { get }
    /// Facts that have parts, such as the entries that an appointment clashes with: further members of the problem
    /// (RFC 9457 §3.2). None may be named like a member that every problem has.
    var extensions: [String: JSONValue] { get }
}

extension QuenError {
    public var path: String? { nil }
    public var extensions: [String: JSONValue] { [:] }
    public var details: [String: String] { [:] }
}

/// What an error means for whoever asked, and for a message that caused it.
public enum Consequence: Sendable, Hashable {
    /// The input breaks a rule of form or content. HTTP 422; a message is parked or refused at once.
    case invalid
    /// Who asked may not. HTTP 403.
    case forbidden
    /// There is no such record, or not for who asked. HTTP 404.
    case notFound
    /// The state of the record does not allow it. HTTP 409.
    case conflict
    /// The record was changed since it was read. HTTP 412.
    case stale
    /// It may go well later. HTTP 503; a message is retried.
    case temporary
}

/// The errors that every service shares.
public enum CommonError: QuenError {
    case notFound(entity: String, id: String)
    case forbidden(function: String, action: String)
    /// The permission is there, but does not reach what belongs to somebody else.
    case beyondReach(function: String, action: String)
    case changedSince(current: EventSequence)
    case invalid(code: String, path: String?, message: Bilingual)
    case conflict(code: String, message: Bilingual, details: [String: String] = [:])

    public var code: String {
        switch self {
        case .notFound: "not-found"
        case .forbidden, .beyondReach: "forbidden"
        case .changedSince: "changed-since"
        case .invalid(let code, _, _), .conflict(let code, _, _): code
        }
    }

    public var consequence: Consequence {
        switch self {
        case .notFound: .notFound
        case .forbidden, .beyondReach: .forbidden
        case .changedSince: .stale
        case .invalid: .invalid
        case .conflict: .conflict
        }
    }

    public var message: Bilingual {
        switch self {
        case .notFound(let entity, let id):
            Bilingual(
                en: "There is no \(entity) \(id), or you may not see it.",
                vi: "Không có \(RecordName.of(entity).vi) \(id), hoặc bạn không được xem.")
        case .forbidden(let function, let action):
            Bilingual(
                en: "You lack the permission \(function):\(action). Ask an administrator for it.",
                vi: """
                    Bạn chưa có quyền \(Self.right(function, action)) (mã quyền \(function):\(action)). \
                    Hãy đề nghị quản trị viên cấp quyền.
                    """)
        case .beyondReach(let function, let action):
            Bilingual(
                en: """
                    Your permission \(function):\(action) does not reach records of that person or branch. Choose somebody \
                    within your reach, or ask an administrator.
                    """,
                vi: """
                    Quyền \(Self.right(function, action)) của bạn không bao gồm bản ghi của người hoặc đơn vị này. \
                    Hãy chọn trong phạm vi của bạn, hoặc hỏi quản trị viên.
                    """)
        case .changedSince:
            Bilingual(
                en: "Someone changed the record since you read it. Read it again and repeat your change.",
                vi: "Bản ghi đã được người khác sửa. Hãy tải lại rồi sửa tiếp.")
        case .invalid(_, _, let message), .conflict(_, let message, _): message
        }
    }

    /// Such as `sửa hoạt động`.
    private static func right(_ function: String, _ action: String) -> String {
        let (what, about) = (Action(rawValue: action)?.label.vi, Function(rawValue: function)?.label.vi)
        return [what, about].compactMap { $0 }.joined(separator: " ")
    }

    public var path: String? {
        if case .invalid(_, let path, _) = self { path } else { nil }
    }

    public var details: [String: String] {
        switch self {
        case .changedSince(let current): ["current": current.description]
        case .conflict(_, _, let details): details
        default: [:]
        }
    }
}
