import Foundation
import Messages
import Money

/// What money is planned and spent for (SCH-7): an entry of the catalogue, which costs name by its code.
struct BudgetItem: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    private(set) var code: String
    private(set) var name: String
    private(set) var isActive: Bool
    /// By which costs find it, written one way or another.
    private(set) var foldedCode: String
    private(set) var foldedName: String

    static let most = 500
    /// Of one cost, in the smallest unit: the costs of a whole plan can be added up.
    static let mostAmount: Int64 = 10_000_000_000_000

    init(id: EntityID, code: String, name: String, isActive: Bool) throws(BudgetItemError) {
        let code = code.trimmed
        guard (1...50).contains(code.count), !Self.folded(code).isEmpty else {
            throw .textInvalid(field: "code", most: 50)
        }
        (self.id, self.code, self.name, self.isActive) = (id, code, "", isActive)
        (foldedCode, foldedName) = (Self.folded(code), "")
        try change(name: name, isActive: isActive)
    }

    mutating func change(name: String, isActive: Bool) throws(BudgetItemError) {
        let name = name.trimmed
        guard (1...200).contains(name.count), !Self.folded(name).isEmpty else {
            throw .textInvalid(field: "name", most: 200)
        }
        (self.name, self.isActive, foldedName) = (name, isActive, Self.folded(name))
    }

    /// `Đi lại` and `di lai` are one.
    static func folded(_ text: String) -> String { TextFolding.words(text).joined(separator: " ") }
}

enum BudgetItemError: FactError, Hashable {
    case textInvalid(field: String, most: Int)
    case taken(field: String)
    case tooMany(most: Int)

    var facts: ErrorFacts {
        switch self {
        case .textInvalid(let field, let most):
            ErrorFacts(
                code: "invalid-text", consequence: .invalid, en: "\(field) must have 1 to \(most) characters.",
                vi: "Mục này phải có từ 1 đến \(most) ký tự.", path: "$.\(field)")
        case .taken(let field):
            ErrorFacts(
                code: "budget-item-taken", consequence: .conflict,
                en: "Another budget item is written like this. Choose another \(field).",
                vi: "Đã có khoản chi trùng mã hoặc tên. Hãy chọn giá trị khác.", path: "$.\(field)")
        case .tooMany(let most):
            ErrorFacts(
                code: "too-many", consequence: .conflict, en: "The catalogue has at most \(most) budget items.",
                vi: "Danh mục có tối đa \(most) khoản chi.")
        }
    }
}
