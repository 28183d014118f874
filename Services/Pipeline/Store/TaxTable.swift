import Foundation
import GRDB
import Messages
import Money

/// The tax classes in the store, with their dated rates.
enum TaxTable {
    static func classes(_ db: Database) throws -> [TaxClass] {
        let rates = try Row.fetchAll(db, sql: "SELECT class, validFrom, tax FROM taxRate ORDER BY class, validFrom")
        let byClass = try Dictionary(grouping: rates, by: { $0["class"] as String }).mapValues { rows in
            try rows.map { row in TaxClass.DatedRate(validFrom: row["validFrom"], tax: try mark(row["tax"])) }
        }
        return try Row.fetchAll(db, sql: "SELECT code, labelVi, labelEn FROM taxClass ORDER BY position").map { row in
            TaxClass(
                code: row["code"], label: Bilingual(en: row["labelEn"], vi: row["labelVi"]),
                rates: byClass[row["code"]] ?? [])
        }
    }

    static func byCode(_ db: Database) throws -> [String: TaxClass] {
        Dictionary(uniqueKeysWithValues: try classes(db).map { ($0.code, $0) })
    }

    static func codes(_ db: Database) throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT code FROM taxClass")
    }

    private static func mark(_ text: String) throws -> TaxMark {
        guard let mark = TaxMark(text) else {
            throw DatabaseError(resultCode: .SQLITE_MISMATCH, message: "taxRate.tax is \(text)")
        }
        return mark
    }
}
