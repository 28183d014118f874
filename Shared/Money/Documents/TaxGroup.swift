/// The part of a document under one tax mark, in minor units.
public struct TaxGroup: Codable, Hashable, Sendable {
    public let tax: TaxMark
    /// Sum of the lines after discount.
    public let base: Int64
    /// By the document's `TaxRounding`; 0 for `KCT` and `KKKNT`.
    public let taxAmount: Int64

    public init(tax: TaxMark, base: Int64, taxAmount: Int64) {
        self.tax = tax
        self.base = base
        self.taxAmount = taxAmount
    }
}
