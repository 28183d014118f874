extension Amount {
    /// Major units as plain text with every decimal of the currency: `1234.00`, `-0.05`, and `1234` for VND.
    public var decimalString: String {
        DecimalText.render(minorUnits, fractionDigits: currency.minorDigits, keepsZeros: true)
    }

    /// Reads major units exactly; nil for more decimals than the currency has, anything that is not a plain number,
    /// and what does not fit in 64 bits.
    public init?(decimal: String, currency: Currency) {
        let minorUnits = DecimalText.parse(decimal, fractionDigits: currency.minorDigits, integerDigits: 19)
        guard let minorUnits else { return nil }
        self.init(minorUnits: minorUnits, currency: currency)
    }
}
