/// A notice that an electronic invoice has a wrong name or address (form 04/SS-HĐĐT of Decree 123/2020/NĐ-CP, annex IA). The
/// document's buyer is as the invoice has it.
public struct PrintedNotice: Hashable, Sendable {
    /// Mã của cơ quan thuế, of an invoice with one.
    public var taxAuthorityCode: String?
    /// Form and symbol in one, as the form asks for them: `1C26TAA`.
    public var symbol: String
    public var invoiceNumber: String
    public var issuedOn: PrintedDay?
    public var reason: String
    /// The right ones; nil where the invoice has the right one.
    public var rightName: String?
    public var rightAddress: String?

    public init(
        taxAuthorityCode: String? = nil, symbol: String, invoiceNumber: String, issuedOn: PrintedDay? = nil,
        reason: String, rightName: String? = nil, rightAddress: String? = nil
    ) {
        (self.taxAuthorityCode, self.symbol, self.invoiceNumber) = (taxAuthorityCode, symbol, invoiceNumber)
        (self.issuedOn, self.reason) = (issuedOn, reason)
        (self.rightName, self.rightAddress) = (rightName, rightAddress)
    }
}
