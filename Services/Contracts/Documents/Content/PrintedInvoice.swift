import Money

/// An invoice (CON-5). What it adjusts or replaces stands in the document's `references`.
public struct PrintedInvoice: Hashable, Sendable {
    /// 1 with VAT (hóa đơn giá trị gia tăng), 2 without (hóa đơn bán hàng): chooses the title, and only 1 prints tax.
    public var form: Int
    /// Ký hiệu, as it is to be printed: `1C26TAA`.
    public var symbol: String
    public var goods: PrintedGoods
    /// The person who buys for the buyer.
    public var buyerName: String?
    /// "TM/CK".
    public var paymentMethod: String?
    /// Đồng for one unit of the document's currency; not printed on an invoice in đồng.
    public var exchangeRate: UnitPrice?
    /// Mã của cơ quan thuế.
    public var taxAuthorityCode: String?
    public var contractNumber: String?
    public var orderNumber: String?
    public var dueOn: PrintedDay?
    public var paymentTerms: String?
    /// Whose electronic signature the invoice carries, and since when.
    public var signedBy: String?
    public var signedOn: PrintedDay?
    /// What it comes to is added to another invoice and not asked for by itself.
    public var isAdjusting: Bool

    public init(
        form: Int, symbol: String, goods: PrintedGoods, buyerName: String? = nil, paymentMethod: String? = nil,
        exchangeRate: UnitPrice? = nil, taxAuthorityCode: String? = nil, contractNumber: String? = nil,
        orderNumber: String? = nil, dueOn: PrintedDay? = nil, paymentTerms: String? = nil,
        signedBy: String? = nil, signedOn: PrintedDay? = nil, isAdjusting: Bool = false
    ) {
        (self.form, self.symbol, self.goods, self.buyerName) = (form, symbol, goods, buyerName)
        (self.paymentMethod, self.exchangeRate) = (paymentMethod, exchangeRate)
        (self.taxAuthorityCode, self.contractNumber) = (taxAuthorityCode, contractNumber)
        (self.orderNumber, self.dueOn, self.paymentTerms) = (orderNumber, dueOn, paymentTerms)
        (self.signedBy, self.signedOn, self.isAdjusting) = (signedBy, signedOn, isAdjusting)
    }
}
