import Foundation
import GRDB
import Messages
import ServiceKit

/// Puts names in the place of the ids that explanations of a plan name: of activities and customers only where they are in
/// the reader's reach.
struct ExplanationNames {
    private var names: [String: Bilingual] = [:]

    init(_ explanations: [Bilingual], for person: Person, _ db: Database) throws {
        let ids = Set(explanations.flatMap { $0.en.matches(of: Self.id).compactMap { EntityID(String($0.output)) } })
        guard !ids.isEmpty else { return }
        let activities: SQLRequest<Row> = """
            SELECT id, title AS name FROM activity WHERE id IN \(ids) AND \(RowScope(person, .activity).condition("activity"))
            """
        let customers: SQLRequest<Row> = """
            SELECT id, name FROM customerCopy WHERE id IN \(ids) AND \(RowScope(person, .customer).condition("customerCopy"))
            """
        for row in try activities.fetchAll(db) {
            let title: String = row["name"]
            names[(row["id"] as EntityID).description] = Bilingual(en: "“\(title)”", vi: "“\(title)”")
        }
        for row in try customers.fetchAll(db) {
            names[(row["id"] as EntityID).description] = Bilingual(en: row["name"], vi: row["name"])
        }
        for (id, name) in try NameTable.employees(Array(ids), db) {
            names[id.description] = Bilingual(en: name, vi: name)
        }
    }

    func named(_ text: Bilingual) -> Bilingual {
        Bilingual(
            en: text.en.replacing(Self.id) { names[String($0.output)]?.en ?? "something else" },
            vi: text.vi.replacing(Self.id) { names[String($0.output)]?.vi ?? "việc khác" })
    }

    private static var id: Regex<Substring> { /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/ }
}
