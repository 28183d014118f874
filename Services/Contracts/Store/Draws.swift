import Foundation
import GRDB
import Messages
import Money
import Store

/// What children take of their parents (CON-4): kept line by line, so that a parent is judged without reading its children.
extension Transaction {
    /// Replaces what an invoice takes. A draft that corrects another takes nothing until it is issued, and a line that adjusts
    /// a price alone never does.
    func writeDraws(of invoice: Invoice) throws {
        guard invoice.correction == nil || invoice.status != .draft else { return }
        try writeDraws(
            of: invoice.published.subject, id: invoice.id, on: invoice.orderId ?? invoice.contractId,
            try linesOfParent(invoice), apart: invoice.priceLines)
    }

    /// Its lines as made from the parent's: those of an adjusting invoice name the original's, which name the parent's.
    private func linesOfParent(_ invoice: Invoice) throws -> [LineState] {
        guard invoice.correction?.kind == .adjusting, let original = invoice.corrects else { return invoice.lines }
        let parents = try fetch(Invoice.self, original).lines
            .reduce(into: [EntityID: EntityID]()) { $0[$1.id] = $1.parentLineId }
        return invoice.lines.map { line in
            var line = line
            line.parentLineId = line.parentLineId.flatMap { parents[$0] }
            return line
        }
    }

    /// What a correction will take beyond what its original takes, while the provider gives it its number. What it gives back
    /// is free when it is issued, not before.
    func reserveDraws(of correction: Invoice) throws {
        var kept: [String: BaseQuantity] = [:]
        if correction.correction?.kind == .replacing, let original = correction.corrects {
            for row in try Row.fetchAll(
                db, sql: "SELECT chainKey, quantity, unitFactor FROM draw WHERE childId = ?", arguments: [original])
            { kept[row["chainKey"], default: .zero] += Self.baseQuantity(row) }
        }
        let more = try linesOfParent(correction).map { line in
            var line = line
            let wanted = max(line.baseQuantity, .zero)
            let free = min(max(kept[line.chainKey] ?? .zero, .zero), wanted)
            kept[line.chainKey, default: .zero] -= free
            line.take(wanted - free)
            return line
        }
        try writeDraws(
            of: correction.published.subject, id: correction.id, on: correction.orderId ?? correction.contractId, more,
            apart: correction.priceLines + more.filter { $0.quantity == .zero }.map(\.id))
    }

    /// Replaces what `child` takes. Without a parent it takes nothing.
    func writeDraws(
        of child: Subject, id: EntityID, on parent: EntityID?, _ lines: [LineState], apart: [EntityID] = []
    ) throws {
        try deleteDraws(of: id)
        guard let parent else { return }
        let insert = try db.cachedStatement(
            sql:
                "INSERT INTO draw(parentId, childEntity, childId, line, chainKey, quantity, unit, unitFactor, parentLineId) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        for (index, line) in lines.enumerated() where !apart.contains(line.id) {
            try insert.execute(
                arguments: [
                    parent, child.entity, id, index + 1, line.chainKey, line.quantity.scaled,
                    line.unitFactor == nil ? nil : line.unit, line.unitFactor?.scaled, line.parentLineId,
                ])
        }
    }

    func deleteDraws(of child: EntityID) throws {
        try db.execute(sql: "DELETE FROM draw WHERE childId = ?", arguments: [child])
    }

    /// What the children of a document take, in the order in which they were made.
    func draws(on parent: EntityID) throws -> [Draw] {
        let sql = """
            SELECT draw.*, CASE childEntity
                WHEN 'order' THEN (SELECT number FROM salesOrder WHERE id = childId)
                ELSE (SELECT coalesce(series || '/' || number, 'draft') FROM invoice WHERE id = childId)
              END AS document
            FROM draw WHERE parentId = ? ORDER BY draw.number
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [parent]).map { row in
            let isOrder = row["childEntity"] as String == "order"
            return Draw(
                document: isOrder ? DocumentName(.order, row["document"]) : .invoice(row["document"]),
                childId: row["childId"], line: row["line"], key: row["chainKey"],
                quantity: Quantity(scaled: row["quantity"]), unit: row["unit"],
                unitFactor: (row["unitFactor"] as Int64?).map { UnitFactor(scaled: $0) },
                parentLineId: row["parentLineId"])
        }
    }

    private static func baseQuantity(_ row: Row) -> BaseQuantity {
        let factor: Int64? = row["unitFactor"]
        return BaseQuantity(Quantity(scaled: row["quantity"]), of: factor.map { UnitFactor(scaled: $0) } ?? .one)
    }

    /// All that is left of a document, for a child that names no lines. Throws where there is nothing.
    func rest(of lines: [LineState], _ id: EntityID, _ document: DocumentName) throws -> [LineDraft] {
        let left = Chain.rest(of: lines, after: try draws(on: id))
        if left.isEmpty, !lines.isEmpty { throw ChainError.nothingLeft(document: document) }
        return left
    }

    /// Throws where the contract's children take more than it has, by product or in value.
    func checkChildren(of contract: Contract) throws {
        let isFramework = contract.kind == .framework
        try Chain.check(contract.lines, try draws(on: contract.id), isFramework: isFramework)
        guard let ceiling = contract.ceiling else { return }
        let drawn = try Int64.fetchOne(
            db,
            sql: """
                SELECT (SELECT coalesce(sum(total), 0) FROM salesOrder WHERE contractId = ?1 AND status != 'cancelled')
                  + (SELECT coalesce(sum(total), 0) FROM invoice WHERE contractId = ?1 AND orderId IS NULL
                     AND status != 'replaced' AND (correction IS NULL OR status != 'draft'))
                """, arguments: [contract.id])
        guard let drawn, drawn > ceiling else { return }
        throw ChainError.ceilingExceeded(
            ceiling: Amount(minorUnits: ceiling, currency: contract.currency),
            drawn: Amount(minorUnits: drawn, currency: contract.currency))
    }

    /// Throws where the invoices of the order take more than it has.
    func checkChildren(of order: Order) throws {
        try Chain.check(order.lines, try draws(on: order.id), isFramework: false)
    }

    /// Throws `hasChildren` with the name of the first document that was made from `parent`.
    func requireNoChildren(of parent: EntityID) throws {
        if let first = try draws(on: parent).first { throw ChainError.hasChildren(document: first.document) }
        let payment = try String.fetchOne(
            db,
            sql: """
                SELECT source || '/' || reference FROM payment WHERE contractId = ?1
                UNION ALL SELECT source || '/' || reference FROM payment WHERE orderId = ?1 LIMIT 1
                """, arguments: [parent])
        if let payment { throw ChainError.hasChildren(document: DocumentName(.payment, payment)) }
    }
}

extension LineState {
    /// Is of so much from now on, in its unit or, where that takes too many decimals, in the base unit; a little more rather than
    /// less where neither can say it.
    fileprivate mutating func take(_ wanted: BaseQuantity) {
        var (unit, said) = lineUnit.said(wanted)
        if BaseQuantity(said, of: unit.size) < wanted { said = Quantity(scaled: said.scaled + 1) }
        (lineUnit, quantity) = (unit, said)
    }
}
