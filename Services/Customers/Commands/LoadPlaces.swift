import GRDB
import Messages
import ServiceKit
import Store

/// Loads provinces and wards in force (CUS-1), in batches; what is known already gets its new name.
struct LoadPlaces {
    struct Input: Codable, Sendable {
        var provinces: [Province]?
        var wards: [Ward]?
    }

    struct Province: Codable, Sendable {
        var code: String
        var name: String
    }

    struct Ward: Codable, Sendable {
        var code: String
        var name: String
        var provinceCode: String
    }

    var input: Input
    var person: Person
    static let listID = EntityID(namespace: .quen, parts: ["places"])

    func execute(in transaction: Transaction) throws -> RecordVersion {
        try person.require(.catalogues, .edit)
        let check = InputCheck()
        for (index, province) in (input.provinces ?? []).enumerated() {
            let name = try check.required(province.name, "provinces[\(index)].name")
            let code = try check.required(province.code, "provinces[\(index)].code", most: 10)
            try transaction.db.execute(
                sql: """
                    INSERT INTO province(code, name, nameFolded) VALUES (?, ?, ?)
                    ON CONFLICT(code) DO UPDATE SET name = excluded.name, nameFolded = excluded.nameFolded
                    """, arguments: [code, name, TextFolding.fold(name)])
        }
        for (index, ward) in (input.wards ?? []).enumerated() { try load(ward, at: index, check, transaction.db) }
        try transaction.audit(
            "places loaded", subject: nil,
            details: [
                "provinces": "\(input.provinces?.count ?? 0)", "wards": "\(input.wards?.count ?? 0)",
            ])
        let number = try transaction.nextNumber("places")
        return RecordVersion(
            source: transaction.source, subject: Subject("places", Self.listID), sequence: EventSequence(number))
    }

    private func load(_ ward: Ward, at index: Int, _ check: InputCheck, _ db: Database) throws {
        let path = "wards[\(index)]"
        let isKnown = try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM province WHERE code = ?)", arguments: [ward.provinceCode])
        guard isKnown == true else {
            throw InputError.unknownReference(path: check.path("\(path).provinceCode"), entity: "province")
        }
        let name = try check.required(ward.name, "\(path).name")
        try db.execute(
            sql: """
                INSERT INTO ward(code, name, nameFolded, provinceCode) VALUES (?, ?, ?, ?)
                ON CONFLICT(code) DO UPDATE
                SET name = excluded.name, nameFolded = excluded.nameFolded, provinceCode = excluded.provinceCode
                """,
            arguments: [
                try check.required(ward.code, "\(path).code", most: 10), name, TextFolding.fold(name),
                ward.provinceCode,
            ])
    }
}
