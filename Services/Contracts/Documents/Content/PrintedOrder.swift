/// An order (đơn đặt hàng).
public struct PrintedOrder: Hashable, Sendable {
    public var goods: PrintedGoods
    /// Number of the contract it belongs to.
    public var contractNumber: String?
    public var contractDate: PrintedDay?
    public var deliverOn: PrintedDay?
    public var deliverTo: String?
    public var paymentTerms: String?
    public var instalments: [Instalment]
    public var terms: [Clause]

    public init(
        goods: PrintedGoods, contractNumber: String? = nil, contractDate: PrintedDay? = nil,
        deliverOn: PrintedDay? = nil, deliverTo: String? = nil, paymentTerms: String? = nil,
        instalments: [Instalment] = [], terms: [Clause] = []
    ) {
        (self.goods, self.contractNumber, self.contractDate) = (goods, contractNumber, contractDate)
        (self.deliverOn, self.deliverTo, self.paymentTerms) = (deliverOn, deliverTo, paymentTerms)
        (self.instalments, self.terms) = (instalments, terms)
    }
}
