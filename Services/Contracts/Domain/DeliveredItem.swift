import Foundation
import Messages
import Money

/// Something that a customer was handed over and uses, with its warranty (CON-7).
struct DeliveredItem: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var customerId: EntityID
    var contractId: EntityID?
    var orderId: EntityID?
    /// The minutes that it was handed over with.
    var acceptanceId: EntityID?
    var productId: EntityID?
    var description: String
    var quantity: Quantity
    var serial: String?
    var handedOverOn: Day
    var warrantyMonths: Int?
    /// The last day of the warranty.
    var warrantyTo: Day?
    var note: String?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var createdAt: Instant
    /// Of the quantity, as the minutes say it.
    var unit: String?

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            (branchId, responsibleId, secondResponsibleId) =
                (newValue.branchId, newValue.responsibleId, newValue.secondResponsibleId)
        }
    }

    /// The warranty ends with the day before the same day so many months later.
    mutating func startWarranty() {
        warrantyTo = warrantyMonths.map { handedOverOn.adding(months: $0).adding(days: -1) }
    }

    func check() throws(AcceptanceError) {
        guard quantity > .zero, quantity.isKeepable else { throw .quantity(path: "$.quantity") }
        guard serial != "", serial?.utf8.count ?? 0 <= 200 else { throw .serials(path: "$.serial") }
        if let months = warrantyMonths, !(1...1200).contains(months) { throw .warranty(path: "$.warrantyMonths") }
    }
}
