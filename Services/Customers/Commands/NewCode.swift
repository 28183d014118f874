import GRDB
import Messages
import ServiceKit
import Store

/// Codes made from a configurable pattern, such as `KH-000123`. Codes that were given by hand are passed over.
enum NewCode: String, Sendable, CaseIterable {
    case customer = "customer-code-pattern"
    case lead = "lead-code-pattern"
    case supportCase = "case-number-pattern"

    var defaultPattern: String {
        switch self {
        case .customer: "KH-{seq:6}"
        case .lead: "DM-{seq:6}"
        case .supportCase: "PH-{seq:6}"
        }
    }

    func make(in transaction: Transaction) throws -> String {
        let text = try Parameters.value(rawValue, at: transaction.now, default: defaultPattern, transaction.db)
        guard let pattern = CodePattern(text ?? defaultPattern) ?? CodePattern(defaultPattern) else {
            preconditionFailure("\(defaultPattern) is no pattern")
        }
        while true {
            let code = pattern.code(try transaction.nextNumber(rawValue))
            if try !isTaken(code, transaction.db) { return code }
        }
    }

    func isTaken(_ code: String, _ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(column) = ?)", arguments: [code])
            ?? false
    }

    private var table: String {
        switch self {
        case .customer: "customer"
        case .lead: "lead"
        case .supportCase: SupportCase.databaseTableName
        }
    }

    private var column: String { self == .supportCase ? "number" : "code" }
}
