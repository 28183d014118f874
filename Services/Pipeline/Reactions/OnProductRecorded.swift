import Foundation
import Messages
import Money
import ServiceKit
import Store

/// A product that another system keeps (MSG-3). Its own id for it is compared without spaces and case, because files of
/// one system spell it both ways; the first spelling gives Quen's id.
struct OnProductRecorded {
    let inbound: Inbound<ProductRecorded>
    private var payload: ProductRecorded { inbound.payload }

    func execute(in transaction: Transaction) throws -> InboundOutcome {
        let name = try TextRule.required(payload.name, at: "$.data.name")
        _ = try TextRule.required(payload.externalId, at: "$.data.externalId")
        let known = try Product.find(externalId: payload.externalId, system: inbound.system, transaction.db)
        let old = try known ?? transaction.find(Product.self, inbound.id)
        let isNewest = try RecordedFact.isNewest(old?.id ?? inbound.id, at: inbound.time, transaction.db)
        guard var product = old else { return InboundOutcome(try insert(name, transaction)) }
        guard isNewest else { return InboundOutcome(subject: product.published.subject, sequence: product.sequence) }
        let kept = try apply(name, to: &product, transaction)
        guard product != old else {
            return InboundOutcome(subject: product.published.subject, sequence: product.sequence, kept: kept)
        }
        return InboundOutcome(
            try transaction.update(&product, from: old ?? product, event: "recorded"), kept: kept)
    }

    private func insert(_ name: String, _ transaction: Transaction) throws -> RecordVersion {
        var product = Product(
            id: inbound.id, code: "", name: name, kind: .goods, unit: "cái", taxClass: "standard", prices: [],
            externalSystem: inbound.system, externalId: payload.externalId,
            externalKey: TextRule.key(payload.externalId), nameKey: TextRule.key(name))
        _ = try apply(name, to: &product, transaction)
        if product.code.isEmpty { product.code = try transaction.nextCode("SP-", counter: "product") }
        return try transaction.insert(&product, event: "recorded")
    }

    /// What is not given stays, and so does what staff changed since; that is returned.
    private func apply(_ name: String, to product: inout Product, _ transaction: Transaction) throws -> [String] {
        var kept: [String] = []
        let edited = Set(product.staffEdited)
        func take<Value: Equatable>(_ member: String, _ value: Value?, _ path: WritableKeyPath<Product, Value>) {
            guard let value, product[keyPath: path] != value else { return }
            if edited.contains(member) { kept.append(member) } else { product[keyPath: path] = value }
        }
        let code = try TextRule.optional(payload.code, at: "$.data.code", max: 50)
        if let code, !edited.contains("code") { try requireFree(code, product.id, transaction) }
        take("code", code, \.code)
        take("name", name, \.name)
        take(
            "group", try TextRule.optional(payload.group, at: "$.data.group", max: 100).map(Optional.some), \.groupName)
        take("kind", payload.kind, \.kind)
        let unit = try TextRule.optional(payload.unit, at: "$.data.unit", max: 30)
        if let group = try product.unitGroupId.flatMap({ try UnitGroup.find($0, transaction.db) }) {
            // Staff gave it a group of units: another one stays theirs to choose.
            let known = unit.flatMap { group.unit(named: $0) }
            if unit != nil, known == nil { kept.append("unit") }
            take("unit", known, \.unit)
        } else {
            take("unit", unit, \.unit)
        }
        take("prices", try prices(product), \.prices)
        product.nameKey = TextRule.key(product.name)
        return kept
    }

    private func requireFree(_ code: String, _ id: EntityID, _ transaction: Transaction) throws {
        do {
            try Product.requireFree(code: code, for: id, transaction.db)
        } catch let error as ProductError {
            throw CommonError.invalid(code: error.code, path: "$.data.code", message: error.message)
        }
    }

    /// The product's prices with the one that was sent.
    private func prices(_ product: Product) throws -> [ProductState.Price]? {
        guard let price = payload.price else { return nil }
        guard price >= .zero else {
            throw CommonError.invalid(
                code: "negative-price", path: "$.data.price", message: ProductError.negativePrice(0).message)
        }
        let new = ProductState.Price(currency: payload.currency ?? .vnd, price: price)
        var prices = product.prices
        if let index = prices.firstIndex(where: { $0.currency == new.currency }) {
            prices[index] = new
        } else {
            prices.append(new)
        }
        return prices
    }
}
