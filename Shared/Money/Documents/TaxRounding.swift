/// Where a document's tax is rounded to the smallest unit (CON-3); stored with the document.
public enum TaxRounding: String, Codable, Hashable, Sendable, CaseIterable {
    /// On each line; a rate's tax is the sum of its lines' taxes. The default.
    case perLine
    /// Once for each rate, on the sum of its lines after discount. The lines still show a tax rounded on their own,
    /// whose sum may differ from the document's tax by half a smallest unit per line.
    case perRate
}
