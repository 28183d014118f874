import Foundation
import Messages

/// A branch (đơn vị): a province centre or office (SCH-1).
struct Branch: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var code: String
    var name: String
    var isHeadOffice: Bool
    /// By which a branch is found when another system writes it its own way.
    var foldedCode: String
    var foldedName: String

    init(id: EntityID, code: String, name: String, isHeadOffice: Bool = false) throws(BranchError) {
        (self.id, self.code, self.name, self.isHeadOffice) = (id, "", "", isHeadOffice)
        (foldedCode, foldedName) = ("", "")
        try rename(code: code, name: name)
    }

    mutating func rename(code: String, name: String) throws(BranchError) {
        let (code, name) = (code.trimmed, name.trimmed)
        guard (1...100).contains(code.count), !Self.folded(code).isEmpty else {
            throw .textInvalid(field: "code", most: 100)
        }
        guard (1...200).contains(name.count), !Self.folded(name).isEmpty else {
            throw .textInvalid(field: "name", most: 200)
        }
        (self.code, self.name) = (code, name)
        (foldedCode, foldedName) = (Self.folded(code), Self.folded(name))
    }

    /// `Hà  Nội` and `ha noi` are one branch.
    static func folded(_ text: String) -> String { TextFolding.words(text).joined(separator: " ") }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
