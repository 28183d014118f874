/// How a payment is spread over open documents, in minor units (CON-6, CON-10: amounts + remainder = payment).
public struct Allocation: Hashable, Sendable {
    /// One per open amount, in the given order; none is above its open amount.
    public let amounts: [Int64]
    /// What no document took: an advance or the customer's credit.
    public let remainder: Int64
}

extension Amount {
    /// Gives each open amount as much as is left, the first ones first; list the oldest document first.
    ///
    /// - Parameter openAmounts: minor units in the currency of `amount`.
    /// - Throws: `negativeAllocation` if the payment or an open amount is below zero.
    public static func allocate(_ amount: Amount, over openAmounts: [Int64]) throws(MoneyError) -> Allocation {
        guard amount.minorUnits >= 0, openAmounts.allSatisfy({ $0 >= 0 }) else { throw .negativeAllocation }
        var remainder = amount.minorUnits
        let amounts = openAmounts.map { open in
            let taken = min(open, remainder)
            remainder -= taken
            return taken
        }
        return Allocation(amounts: amounts, remainder: remainder)
    }
}
