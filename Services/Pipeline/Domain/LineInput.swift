import Foundation
import Messages
import Money

/// A line of an opportunity or a quote as a person enters it: what is left out follows from the product.
struct LineInput: Codable, Sendable, Hashable {
    /// The id of the line that it replaces; a new one where nothing is given.
    var id: EntityID?
    var productId: EntityID?
    var description: String?
    var unit: String?
    var quantity: Quantity
    var unitPrice: UnitPrice?
    var discount: Discount?
    var tax: TaxMark?
    /// The line of the opportunity that a quote's line draws on.
    var parentLineId: EntityID?
}

extension LineInput {
    /// The same line entered anew.
    init(_ line: LineState) {
        self.init(
            id: line.id, productId: line.productId, description: line.description, unit: line.unit,
            quantity: line.quantity, unitPrice: line.unitPrice, discount: line.discount, tax: line.tax,
            parentLineId: line.parentLineId)
    }
}
