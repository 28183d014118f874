import Foundation
import Messages
import Money
import ServiceKit
import Store

/// The firm's rules for quotes, as they stand in a transaction (OPS-10).
struct QuoteRules {
    let rounding: TaxRounding
    let defaultValidity: Day
    private let transaction: Transaction

    static let roundingParameter = ParameterDefinition(
        "quote-tax-rounding", unit: "perLine | perRate", default: TaxRounding.perLine.rawValue,
        effect: Bilingual(
            en: "Where the tax of a new quote is rounded: on each line, or once per rate.",
            vi: "Cách làm tròn thuế của báo giá mới: theo từng dòng, hoặc một lần cho mỗi thuế suất."),
        validate: { value, _ in
            guard TaxRounding(rawValue: value) != nil else { throw Self.invalid(.same("perLine, perRate")) }
        })

    static let validityParameter = ParameterDefinition(
        "quote-validity", unit: "days", default: "30",
        effect: Bilingual(
            en: "How many days a quote is valid where no day is given.",
            vi: "Số ngày hiệu lực của báo giá khi không nhập ngày."),
        validate: { value, _ in
            guard let days = Int(value), (1...3650).contains(days) else { throw Self.invalid(.same("1…3650")) }
        })

    init(_ transaction: Transaction) throws {
        self.transaction = transaction
        let (db, now) = (transaction.db, transaction.now)
        rounding = try Parameters.value(Self.roundingParameter.name, at: now, db).flatMap(TaxRounding.init) ?? .perLine
        let days = try Parameters.value(Self.validityParameter.name, at: now, db).flatMap { Int($0) } ?? 30
        defaultValidity = transaction.today.adding(days: days)
    }

    /// `BG-2026-00001`, counted anew each year.
    func nextNumber() throws -> String {
        let year = transaction.today.year
        let digits = String(try transaction.nextNumber("quote-\(year)"))
        return "BG-\(year)-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    private static func invalid(_ allowed: Bilingual) -> CommonError {
        .invalid(
            code: "invalid-value", path: "$.value",
            message: Bilingual(en: "The value must be \(allowed.en).", vi: "Giá trị phải là \(allowed.vi)."))
    }
}
