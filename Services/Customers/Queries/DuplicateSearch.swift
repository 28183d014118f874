import GRDB
import Messages
import ServiceKit
import Store

/// A record that may stand for the same firm or person, with the reasons and how sure they make it (CUS-3).
struct DuplicateCandidate: Codable, Sendable, Hashable {
    enum Relation: String, Codable, Sendable, Hashable { case duplicate, branch }

    /// `customer` or `lead`.
    var entity: String
    /// Members that name the record are left out where the person may not see it.
    var id: EntityID?
    var code: String?
    var name: String?
    /// Whom to ask.
    var responsibleId: EntityID?
    /// `branch`: the same ten digits of the tax code with another suffix; it is linked, not a duplicate.
    var relation: Relation
    var reasons: [DuplicateKey.Kind]
    /// 0–100
    var score: Int
}

struct DuplicateSearch {
    var person: Person
    /// A record that does not count, such as the lead being converted.
    var excluding: EntityID?
    static let most = 20

    /// The best first.
    func fetch(_ keys: [DuplicateKey], taxCode: String?, _ db: Database) throws -> [DuplicateCandidate] {
        try matches(keys, db).compactMap { match, kinds in
            match.entity == "customer"
                ? try customer(match.id, kinds, taxCode, db) : try lead(match.id, kinds, db)
        }.sorted { ($0.score, $0.name ?? "") > ($1.score, $1.name ?? "") }.prefix(Self.most).map(\.self)
    }

    /// Throws `possible-duplicates` with the candidates.
    func refuse(_ customer: Customer, _ db: Database) throws {
        let keys = DuplicateKey.keys(
            names: [customer.name], taxCode: customer.taxCode, phones: customer.phones,
            emails: customer.emails + [customer.invoiceEmail].compactMap(\.self))
        try refuse(keys, taxCode: customer.taxCode, db)
    }

    func refuse(_ keys: [DuplicateKey], taxCode: String?, _ db: Database) throws {
        let candidates = try fetch(keys, taxCode: taxCode, db).filter { $0.relation == .duplicate }
        guard !candidates.isEmpty else { return }
        throw CustomerError.duplicates(try WireJSON.decode([JSONValue].self, from: WireJSON.encode(candidates)))
    }

    private struct Match: Hashable {
        var entity: String
        var id: EntityID
    }

    private func matches(_ keys: [DuplicateKey], _ db: Database) throws -> [Match: Set<DuplicateKey.Kind>] {
        var matches: [Match: Set<DuplicateKey.Kind>] = [:]
        for key in keys {
            let rows = try Row.fetchAll(
                db, sql: "SELECT entity, recordId FROM duplicateKey WHERE kind = ? AND value = ? LIMIT 100",
                arguments: [key.kind.rawValue, key.value])
            for row in rows where row["recordId"] != excluding {
                matches[Match(entity: row["entity"], id: row["recordId"]), default: []].insert(key.kind)
            }
        }
        return matches
    }

    private func customer(
        _ id: EntityID, _ kinds: Set<DuplicateKey.Kind>, _ taxCode: String?, _ db: Database
    ) throws -> DuplicateCandidate? {
        guard let customer = try Customer.filter(Column("id") == id).fetchOne(db) else { return nil }
        // The same firm by its first ten digits, another part of it by the suffix.
        let isBranch = kinds.contains(.tax) && taxCode != nil && customer.taxCode != taxCode
        let isVisible = try RowScope(person, .customer).reaches(id, db)
        return DuplicateCandidate(
            entity: "customer", id: isVisible ? id : nil, code: isVisible ? customer.code : nil,
            name: isVisible ? customer.name : nil, responsibleId: customer.responsibleId,
            relation: isBranch ? .branch : .duplicate, reasons: kinds.sorted { $0.weight > $1.weight },
            score: DuplicateKey.score(kinds))
    }

    private func lead(
        _ id: EntityID, _ kinds: Set<DuplicateKey.Kind>, _ db: Database
    ) throws -> DuplicateCandidate? {
        guard let lead = try Lead.filter(Column("id") == id).fetchOne(db) else { return nil }
        let isVisible = try RowScope(person, .lead).reaches(id, db)
        return DuplicateCandidate(
            entity: "lead", id: isVisible ? id : nil, code: isVisible ? lead.code : nil,
            name: isVisible ? lead.name : nil, responsibleId: lead.responsibleId, relation: .duplicate,
            reasons: kinds.sorted { $0.weight > $1.weight }, score: DuplicateKey.score(kinds))
    }
}
