import GRDB
import Messages
import Store

/// The provinces, or the wards of one, by name.
struct PlaceList {
    struct Place: Codable, Sendable, FetchableRecord {
        var code: String
        var name: String
    }

    /// Nothing: the provinces.
    var province: String?

    func fetch(_ db: Database) throws -> [Place] {
        guard let province else {
            return try Place.fetchAll(db, sql: "SELECT code, name FROM province ORDER BY nameFolded, code")
        }
        return try Place.fetchAll(
            db, sql: "SELECT code, name FROM ward WHERE provinceCode = ? ORDER BY nameFolded, code",
            arguments: [province])
    }
}
