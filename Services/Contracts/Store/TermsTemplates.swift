import Foundation
import GRDB
import Messages
import Store

/// A text of terms that contracts are made from (CON-1). A changed one is a further version; contracts keep their own text.
struct TermsTemplate: FetchableRecord, PersistableRecord, Codable, Sendable {
    static let databaseTableName = "termsTemplate"
    var name: String
    var version: Int
    var text: String
    var at: Instant
    var account: EntityID?
}

extension Transaction {
    func template(_ name: String, version: Int) throws -> TermsTemplate? {
        try TermsTemplate.filter(Column("name") == name && Column("version") == version).fetchOne(db)
    }

    func newestTemplate(_ name: String) throws -> TermsTemplate? {
        try TermsTemplate.filter(Column("name") == name).order(Column("version").desc).fetchOne(db)
    }
}

enum TermsError: FactError {
    case unknownTemplate(String)
    case invalidTemplate(Bilingual)
    case invalidName

    static let invalidLength = TermsError.invalidTemplate(
        Bilingual(en: "1 to 200,000 bytes", vi: "cần 1 đến 200.000 byte"))

    var facts: ErrorFacts {
        switch self {
        case .unknownTemplate(let name):
            ErrorFacts(
                code: "unknown-template", consequence: .invalid,
                en: "There is no template \(name). Make it first, or give the text.",
                vi: "Không có mẫu điều khoản \(name). Hãy tạo mẫu hoặc ghi nội dung.", path: "$.terms.template")
        case .invalidTemplate(let reason):
            ErrorFacts(
                code: "invalid-template", consequence: .invalid, en: "The template cannot be read: \(reason.en).",
                vi: "Mẫu không đọc được: \(reason.vi).", path: "$.text")
        case .invalidName:
            ErrorFacts(
                code: "invalid-name", consequence: .invalid,
                en: "A template's name is of small letters, digits and hyphens, at most 60.",
                vi: "Tên mẫu gồm chữ thường, số và dấu gạch nối, tối đa 60 ký tự.", path: "$.name")
        }
    }
}
