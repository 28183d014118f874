import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// Contracts, orders and invoices against each other (CON-4, CON-10), from the lines of the documents themselves.
enum ChainChecks {
    static let all = [
        Operations.Check("children of contracts take no more than contracted") { try contracts($0) },
        Operations.Check("invoices of orders take no more than ordered") { try orders($0) },
    ]

    private static func contracts(_ db: Database) throws -> [String] {
        let orders = Dictionary(
            grouping: try Order.filter(Column("contractId") != nil && Column("status") != "cancelled").fetchAll(db),
            by: \.contractId)
        let invoices = Dictionary(
            grouping: try Invoice.filter(
                Column("contractId") != nil && Column("orderId") == nil && Column("status") != "replaced"
            ).fetchAll(db).filter(counts), by: \.contractId)
        return try Contract.filter(Set(orders.keys).union(invoices.keys).compactMap { $0 }.contains(Column("id")))
            .fetchAll(db).compactMap { contract in
                let children = (orders[contract.id] ?? []).flatMap(draws) + (invoices[contract.id] ?? []).flatMap(draws)
                return fault(
                    "contract \(contract.number)", contract.lines, children, isFramework: contract.kind == .framework)
                    ?? ceilingFault(contract, orders[contract.id] ?? [], invoices[contract.id] ?? [])
            }
    }

    private static func orders(_ db: Database) throws -> [String] {
        let invoices = Dictionary(
            grouping: try Invoice.filter(Column("orderId") != nil && Column("status") != "replaced").fetchAll(db)
                .filter(counts), by: \.orderId)
        return try Order.filter(invoices.keys.compactMap { $0 }.contains(Column("id"))).fetchAll(db).compactMap {
            order in
            fault("order \(order.number)", order.lines, (invoices[order.id] ?? []).flatMap(draws), isFramework: false)
        }
    }

    private static func fault(_ parent: String, _ lines: [LineState], _ children: [Draw], isFramework: Bool) -> String?
    {
        do {
            try Chain.check(lines, children, isFramework: isFramework)
            return nil
        } catch { return "\(parent): \(error.message.en)" }
    }

    private static func ceilingFault(_ contract: Contract, _ orders: [Order], _ invoices: [Invoice]) -> String? {
        guard let ceiling = contract.ceiling else { return nil }
        let drawn = (orders.map(\.sums.total) + invoices.map(\.sums.total)).reduce(Int128(0)) { $0 + Int128($1) }
        return drawn > ceiling ? "contract \(contract.number): \(drawn) drawn of \(ceiling)" : nil
    }

    /// A draft that corrects another takes nothing yet.
    private static func counts(_ invoice: Invoice) -> Bool { invoice.correction == nil || invoice.status != .draft }

    private static func draws(_ order: Order) -> [Draw] {
        draws(DocumentName(.order, order.number), order.id, order.lines)
    }
    private static func draws(_ invoice: Invoice) -> [Draw] {
        draws(.invoice(invoice.name), invoice.id, invoice.lines.filter { !invoice.priceLines.contains($0.id) })
    }

    private static func draws(_ document: DocumentName, _ id: EntityID, _ lines: [LineState]) -> [Draw] {
        lines.enumerated().map { index, line in
            Draw(
                document: document, childId: id, line: index + 1, key: line.chainKey, quantity: line.quantity,
                unit: line.unit, unitFactor: line.unitFactor)
        }
    }
}
