/// A document with a number of a series that must not be given twice.
public protocol NumberedState: EntityState {
    /// Nothing while it has none, and for documents that are numbered elsewhere.
    var documentNumber: ComparisonAnswered.DocumentNumber? { get }
}

extension InvoiceState: NumberedState {
    /// Invoices of outside systems stand in series of their own kind (`EXT:…`), outside the numbering.
    public var documentNumber: ComparisonAnswered.DocumentNumber? {
        guard let series, !series.hasPrefix("EXT:"), let number, let highest = Int64(number) else { return nil }
        return .init(series: series, highest: highest)
    }
}

extension ContractState: NumberedState {
    public var documentNumber: ComparisonAnswered.DocumentNumber? { .init(pattern: number) }
}

extension OrderState: NumberedState {
    public var documentNumber: ComparisonAnswered.DocumentNumber? { .init(pattern: number) }
}

extension ComparisonAnswered.DocumentNumber {
    /// Of a number such as `HĐ-2026-000017` or `15/2026/HĐKT`: its last group of digits that is no year counts, and the
    /// rest is the series, `HĐ-2026-#`.
    init?(pattern: String) {
        let groups = pattern.matches(of: /[0-9]+/).filter { group in
            !(group.output.count == 4 && (group.output.hasPrefix("19") || group.output.hasPrefix("20")))
        }
        guard let last = groups.last, let highest = Int64(last.output) else { return nil }
        self.init(series: pattern.replacingCharacters(of: last.range), highest: highest)
    }
}

extension String {
    fileprivate func replacingCharacters(of range: Range<String.Index>) -> String {
        String(self[..<range.lowerBound]) + "#" + String(self[range.upperBound...])
    }
}
