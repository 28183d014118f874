import Money

/// Values as documents of a language have them, for sentences that are made outside of the templates.
extension DocumentLanguage {
    /// `1.234.567 đồng`, `1,234,567 VND`.
    public func money(_ minorUnits: Int64, _ currency: Currency) -> String {
        DocumentFormat(language: self, currency: currency, zeroTens: .le).money(minorUnits)
    }

    /// `1.234.567`, `1,234,567`.
    public func number(_ minorUnits: Int64, _ currency: Currency) -> String {
        DocumentFormat(language: self, currency: currency, zeroTens: .le).number(minorUnits)
    }

    /// `Năm trăm đồng`, `Five hundred dong`.
    public func words(_ minorUnits: Int64, _ currency: Currency, _ zeroTens: AmountInWords.ZeroTens) -> String {
        DocumentFormat(language: self, currency: currency, zeroTens: zeroTens).words(minorUnits)
    }

    /// "05/11/2026" or "5 Nov 2026".
    public func shortDay(_ day: PrintedDay) -> String {
        DocumentFormat(language: self, currency: .vnd, zeroTens: .le).shortDay(day)
    }

    /// "ngày 05 tháng 11 năm 2026" or "5 November 2026".
    public func day(_ day: PrintedDay) -> String {
        DocumentFormat(language: self, currency: .vnd, zeroTens: .le).day(day)
    }
}
