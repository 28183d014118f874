import Foundation
import GRDB
import Messages
import Store

/// The firm's list of stages in the store, with the version that a change must name.
enum StageTable {
    /// What the list's versions are told apart by.
    static let id = EntityID(namespace: .quen, parts: ["stage-list"])

    static func list(_ db: Database) throws -> StageList {
        let rows = try Row.fetchAll(db, sql: "SELECT code, labelVi, labelEn, probability FROM stage ORDER BY position")
        return try StageList(
            rows.map { row in
                Stage(
                    code: row["code"], label: Bilingual(en: row["labelEn"], vi: row["labelVi"]),
                    probability: row["probability"])
            })
    }

    static func version(_ db: Database) throws -> EventSequence {
        try EventSequence.fetchOne(db, sql: "SELECT sequence FROM stageList") ?? .first
    }

    /// Replaces the list; its next version.
    static func replace(by list: StageList, _ db: Database) throws -> EventSequence {
        try db.execute(sql: "DELETE FROM stage")
        for (position, stage) in list.stages.enumerated() {
            try db.execute(
                sql: "INSERT INTO stage(code, position, labelVi, labelEn, probability) VALUES (?, ?, ?, ?, ?)",
                arguments: [stage.code, position, stage.label.vi, stage.label.en, stage.probability])
        }
        try db.execute(sql: "UPDATE stageList SET sequence = sequence + 1")
        return try version(db)
    }

    /// How many open opportunities stand in each stage.
    static func usage(_ db: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT stage, count(*) AS count FROM opportunity WHERE status = 'open' GROUP BY stage")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["stage"], $0["count"]) })
    }
}
