import Foundation
import GRDB
import Messages
import Money
import ServiceKit
import Store

/// What several commands need of their transaction.
extension Transaction {
    /// The day in Viet Nam.
    var today: Day { LocalZone.vietNam.day(of: now) }

    /// Whole lines of what was entered, with the products' prices and today's tax rates.
    func lines(_ inputs: [LineInput], in currency: Currency, existing: [LineState] = []) throws -> [LineState] {
        let products = try Product.byID(Set(inputs.compactMap(\.productId)), db)
        let pricing = LinePricing(
            currency: currency, day: today, products: products, taxClasses: try TaxTable.byCode(db),
            unitGroups: try UnitGroup.byID(Set(products.values.compactMap(\.unitGroupId)), db), existing: existing)
        return try pricing.lines(inputs, newID: newID)
    }

    /// The opportunity, where the person may do this with it.
    func opportunity(_ id: EntityID, for person: Person, _ action: Action = .edit) throws -> Opportunity {
        try RowScope(person, .opportunity, action).fetch(Opportunity.self, id, db)
    }

    /// The quote, where the person may do this with it.
    func quote(_ id: EntityID, for person: Person, _ action: Action = .edit) throws -> Quote {
        try RowScope(person, .quote, action).fetch(Quote.self, id, db)
    }

    /// What is known of the customer, where the person may see it; one not heard of yet may be named.
    func customer(_ id: EntityID, for person: Person) throws -> CustomerCopy? {
        guard let customer = try CustomerCopy.find(id, db) else { return nil }
        guard try RowScope(person, .customer).reaches(id, db) else {
            throw CommonError.invalid(
                code: "unknown-customer", path: "$.customerId",
                message: Bilingual(
                    en: "There is no such customer, or you may not see it. Choose another.",
                    vi: "Không có khách hàng này, hoặc bạn không được xem. Hãy chọn lại."))
        }
        return customer
    }

    /// `CH-000001`
    func nextCode(_ prefix: String, counter: String) throws -> String {
        let digits = String(try nextNumber(counter))
        return prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
