import Money

/// Writes numbers, money and days as one document's language has them.
struct DocumentFormat {
    let language: DocumentLanguage
    let currency: Currency
    let zeroTens: AmountInWords.ZeroTens

    /// Minor units without the currency, as in a table: `1.234.567`, `-1,234.50`.
    func number(_ minorUnits: Int64) -> String {
        Amount(minorUnits: minorUnits, currency: currency).text(style)
    }

    /// With the currency: `1.234.567 đồng`, `1,234,567 VND`, `1.234,50 USD`.
    func money(_ minorUnits: Int64) -> String { "\(number(minorUnits)) \(unit)" }

    /// "đồng" or the currency's code, as the heading of a table names it.
    var unit: String { language == .vi && currency == .vnd ? "đồng" : currency.code }

    func words(_ minorUnits: Int64) -> String {
        let amount = Amount(minorUnits: minorUnits, currency: currency)
        return switch language {
        case .vi: AmountInWords.vietnamese(amount, tens: zeroTens)
        case .en: AmountInWords.english(amount)
        }
    }

    /// Quantities and unit prices, without trailing zeros: `1.250,5`.
    func decimal(_ value: some ExactDecimal) -> String { value.text(style) }

    func tax(_ mark: TaxMark) -> String {
        switch (mark, language) {
        case (.rate(let rate), _): "\(decimal(rate))%"
        case (.notTaxable, .vi), (.notDeclared, .vi): mark.description
        case (.notTaxable, .en): "Exempt"
        case (.notDeclared, .en): "Not declared"
        }
    }

    private var style: NumberStyle { language == .vi ? .vietnamese : .english }
}
