/// An exact amount of money: a whole number of the currency's smallest unit.
public struct Amount: Hashable, Sendable, Codable {
    /// Đồng, cents, fils…: as many as `currency.minorDigits` says to one major unit.
    public var minorUnits: Int64
    public var currency: Currency

    enum CodingKeys: String, CodingKey {
        case minorUnits = "amount"
        case currency
    }

    public init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    public static func zero(_ currency: Currency) -> Amount {
        Amount(minorUnits: 0, currency: currency)
    }

    /// - Throws: `currencyMismatch`, `overflow`.
    public func adding(_ other: Amount) throws(MoneyError) -> Amount {
        try requireSameCurrency(other)
        let (sum, overflowed) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !overflowed else { throw .overflow }
        return Amount(minorUnits: sum, currency: currency)
    }

    /// - Throws: `currencyMismatch`, `overflow`.
    public func subtracting(_ other: Amount) throws(MoneyError) -> Amount {
        try requireSameCurrency(other)
        let (difference, overflowed) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        guard !overflowed else { throw .overflow }
        return Amount(minorUnits: difference, currency: currency)
    }

    /// - Throws: `overflow` for the one amount without a counterpart, -2^63.
    public func negated() throws(MoneyError) -> Amount {
        try Amount.zero(currency).subtracting(self)
    }

    /// Amounts are not `Comparable`, because those of different currencies have no order.
    ///
    /// - Throws: `currencyMismatch`.
    public func isLess(than other: Amount) throws(MoneyError) -> Bool {
        try requireSameCurrency(other)
        return minorUnits < other.minorUnits
    }

    private func requireSameCurrency(_ other: Amount) throws(MoneyError) {
        guard currency == other.currency else { throw .currencyMismatch }
    }
}
