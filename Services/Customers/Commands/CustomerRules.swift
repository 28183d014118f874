import GRDB
import Messages
import Store

/// What must hold between a customer and other rows.
enum CustomerRules {
    /// While a list of places is loaded, codes must be in it; a ward brings its province along.
    static func place(_ address: Address?, root: String = "$", _ db: Database) throws -> Address? {
        guard var address, address.provinceCode != nil || address.wardCode != nil else { return address }
        let isLoaded = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM province)") ?? false
        guard isLoaded else { return address }
        if let ward = address.wardCode {
            let province = try String.fetchOne(
                db, sql: "SELECT provinceCode FROM ward WHERE code = ?", arguments: [ward])
            guard let province, province == address.provinceCode ?? province else {
                throw CustomerError.unknownPlace(code: ward, path: "\(root).address.wardCode")
            }
            address.provinceCode = province
        }
        if let province = address.provinceCode {
            let isKnown = try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM province WHERE code = ?)", arguments: [province])
            guard isKnown == true else {
                throw CustomerError.unknownPlace(code: province, path: "\(root).address.provinceCode")
            }
        }
        return address
    }

    /// No customer stands above itself, however far up.
    static func parent(_ parentId: EntityID?, of id: EntityID, path: String, _ db: Database) throws {
        guard let parentId else { return }
        let isLoop = try Bool.fetchOne(
            db,
            sql: """
                WITH RECURSIVE above(id) AS (
                  SELECT ?1 UNION SELECT customer.parentId FROM customer JOIN above ON customer.id = above.id
                    WHERE customer.parentId IS NOT NULL)
                SELECT EXISTS (SELECT 1 FROM above WHERE id = ?2)
                """, arguments: [parentId, id])
        if isLoop == true { throw CustomerError.parentLoop(path: path) }
    }

    /// Links branches of one firm (same ten digits, another suffix) to its head, whichever comes first (CUS-3).
    static func headOffice(of taxCode: String?, _ db: Database) throws -> EntityID? {
        guard let code = taxCode.flatMap({ TaxCode($0) }), code.form == .branch else { return nil }
        return try EntityID.fetchOne(
            db, sql: "SELECT id FROM customer WHERE taxCode = ? ORDER BY createdAt, id LIMIT 1", arguments: [code.firm])
    }

    static func adoptBranches(of head: Customer, in transaction: Transaction) throws {
        guard let code = head.taxCode.flatMap({ TaxCode($0) }), code.form == .firm else { return }
        let branches = try Customer.fetchAll(
            transaction.db, sql: "SELECT * FROM customer WHERE taxCode GLOB ? AND parentId IS NULL AND id != ?",
            arguments: ["\(code.text)-*", head.id])
        for old in branches {
            var branch = old
            branch.parentId = head.id
            _ = try transaction.save(branch, from: old)
        }
    }
}
