import Money

/// Writes numbers, money and days as one document's language has them.
struct DocumentFormat {
    let language: DocumentLanguage
    let currency: Currency
    let zeroTens: AmountInWords.ZeroTens

    /// Minor units without the currency, as in a table: `1.234.567`, `-1,234.50`.
    func number(_ minorUnits: Int64) -> String {
        grouped(Amount(minorUnits: minorUnits, currency: currency).decimalString)
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
    func decimal(_ value: some ExactDecimal) -> String { grouped(value.description) }

    func tax(_ mark: TaxMark) -> String {
        switch (mark, language) {
        case (.rate(let rate), _): "\(decimal(rate))%"
        case (.notTaxable, .vi), (.notDeclared, .vi): mark.description
        case (.notTaxable, .en): "Exempt"
        case (.notDeclared, .en): "Not declared"
        }
    }

    /// Groups the digits of plain decimal text (`-1234.5`) by threes.
    private func grouped(_ plain: String) -> String {
        let (group, point) = language == .vi ? (".", ",") : (",", ".")
        let digits = plain.drop { $0 == "-" }
        let parts = digits.split(separator: ".", maxSplits: 1)
        var whole = ""
        for (index, digit) in (parts.first ?? "0").enumerated() {
            if index > 0, ((parts.first?.count ?? 0) - index).isMultiple(of: 3) { whole += group }
            whole.append(digit)
        }
        let fraction = parts.count == 2 ? point + parts[1] : ""
        return (plain.hasPrefix("-") ? "-" : "") + whole + fraction
    }
}
