import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// An opportunity that another system keeps (MSG-3). One that was won there is told of as `recorded`, never as `won`:
/// no contract is drafted for it.
struct OnOpportunityRecorded {
    let inbound: Inbound<OpportunityRecorded>
    private var payload: OpportunityRecorded { inbound.payload }

    func execute(in transaction: Transaction) throws -> InboundOutcome {
        let customerId = try customer()
        try checkForm()
        let product = try product(transaction.db)
        guard try !transaction.wasDeleted(Opportunity.self, inbound.id) else { throw OpportunityError.deleted }
        let old = try transaction.find(Opportunity.self, inbound.id)
        let isNewest = try RecordedFact.isNewest(inbound.id, at: inbound.time, transaction.db)
        if let old, !isNewest {
            return InboundOutcome(subject: old.published.subject, sequence: old.sequence)
        }
        let facts = try facts(customerId, product, old, transaction)
        guard var opportunity = old else { return InboundOutcome(try insert(facts, transaction)) }
        let kept = try opportunity.apply(facts)
        guard opportunity != old else {
            return InboundOutcome(subject: opportunity.published.subject, sequence: opportunity.sequence, kept: kept)
        }
        if opportunity.stage != old?.stage { opportunity.stageSince = transaction.now }
        let version = try transaction.update(&opportunity, from: old ?? opportunity, event: "recorded")
        try StageChange.note(opportunity, from: old, in: transaction)
        return InboundOutcome(version, kept: kept)
    }

    private func insert(_ facts: RecordedFacts, _ transaction: Transaction) throws -> RecordVersion {
        var opportunity = Opportunity(
            id: inbound.id, code: try transaction.nextCode("CH-", counter: "opportunity"), name: facts.name,
            customerId: facts.customerId, stage: facts.stage.code, probability: facts.stage.probability,
            currency: facts.currency, createdAt: transaction.now, stageSince: transaction.now)
        opportunity.external = inbound.external
        if facts.ownership == nil, let customer = try CustomerCopy.find(facts.customerId, transaction.db) {
            opportunity.ownership = customer.ownership
        }
        _ = try opportunity.apply(facts)
        let version = try transaction.insert(&opportunity, event: "recorded")
        try StageChange.note(opportunity, from: nil, at: inbound.time, in: transaction)
        return version
    }

    // MARK: Facts

    private func facts(
        _ customerId: EntityID, _ product: Product?, _ old: Opportunity?, _ transaction: Transaction
    ) throws -> RecordedFacts {
        let known = product.flatMap { $0.prices.count == 1 ? $0.prices.first?.currency : nil }
        let currency = payload.value?.currency ?? old?.currency ?? known ?? .vnd
        let lines = try line(product, in: currency, old, transaction).map { [$0] } ?? []
        let name = try TextRule.optional(payload.name, at: "$.data.name") ?? old?.name ?? product?.name
        return RecordedFacts(
            name: name ?? payload.externalId, customerId: customerId, status: payload.status,
            stage: try stage(StageTable.list(transaction.db), old), currency: currency, lines: lines,
            value: payload.value, startedOn: payload.startedOn, closedOn: payload.closedOn,
            ownership: try ownership(customerId, transaction.db))
    }

    /// The stage that the sender names, where the firm has it; else the present one, else the first, or for one that has
    /// ended the last.
    private func stage(_ stages: StageList, _ old: Opportunity?) -> Stage {
        payload.stage.flatMap { stages.stage(named: $0) } ?? old.flatMap { stages.stage($0.stage) }
            ?? (payload.status == .open ? stages.first : stages.last)
    }

    /// One of the product, worth the value given or else its price. A line that holds this already stays as it is.
    private func line(_ product: Product?, in currency: Currency, _ old: Opportunity?, _ transaction: Transaction)
        throws -> LineState?
    {
        guard let product else { return nil }
        let id = EntityID(namespace: inbound.id, parts: ["line"])
        let given = try unitPrice()
        let present = old?.lines.first { $0.id == id && $0.productId == product.id }
        if let present, old?.currency == currency, given == nil || given == present.unitPrice { return present }
        let day = payload.closedOn ?? payload.startedOn ?? transaction.today
        let taxClass = try TaxTable.byCode(transaction.db)[product.taxClass]
        let units = product.units(try product.unitGroupId.flatMap { try UnitGroup.find($0, transaction.db) })
        let kept = units.unit(named: product.unit).map(units.kept)
        return LineState(
            id: id, productId: product.id, description: product.name, unit: product.unit,
            quantity: Quantity(scaled: 10_000), unitPrice: given ?? product.price(in: currency) ?? .zero,
            tax: taxClass?.mark(on: day) ?? .notDeclared, unitFactor: kept?.factor, baseUnit: kept?.base)
    }

    private func unitPrice() throws -> UnitPrice? {
        guard let value = payload.value, value.minorUnits > 0 else { return nil }
        guard let price = UnitPrice(value.decimalString) else {
            throw Self.invalid(
                "value-out-of-range", "$.data.value", "is too large or below zero", "quá lớn hoặc âm")
        }
        return price
    }

    private func ownership(_ customerId: EntityID, _ db: Database) throws -> Ownership? {
        guard let id = payload.responsible?.resolved(system: inbound.system, entity: EmployeeRecorded.entity) else {
            return nil
        }
        let branch = try NewOwnership.branch(of: id, db) ?? CustomerCopy.find(customerId, db)?.branchId
        return Ownership(branchId: branch, responsibleId: id)
    }

    // MARK: Checks

    private func customer() throws -> EntityID {
        guard let id = payload.customer.resolved(system: inbound.system, entity: CustomerRecorded.entity) else {
            throw WireFault(code: "missing", path: "$.data.customer", reason: .isMissing)
        }
        return id
    }

    private func checkForm() throws {
        if let value = payload.value, !(0...OpportunityContent.maxValue).contains(value.minorUnits) {
            throw Self.invalid(
                "value-out-of-range", "$.data.value", "is too large or below zero", "quá lớn hoặc âm")
        }
        if let from = payload.startedOn, let to = payload.closedOn, to < from {
            throw Self.invalid(
                "closed-before-start", "$.data.closedOn", "lies before the start", "trước ngày bắt đầu")
        }
    }

    private func product(_ db: Database) throws -> Product? {
        guard let reference = payload.product, reference.id != nil || reference.externalId?.isEmpty == false else {
            return nil
        }
        guard let product = try Product.find(reference, system: inbound.system, db) else {
            throw Self.invalid(
                "unknown-product", "$.data.product", "is no product that Quen knows",
                "không phải sản phẩm mà Quen có")
        }
        return product
    }

    private static func invalid(_ code: String, _ path: String, _ en: String, _ vi: String) -> WireFault {
        WireFault(code: code, path: path, reason: Bilingual(en: en, vi: vi))
    }
}
