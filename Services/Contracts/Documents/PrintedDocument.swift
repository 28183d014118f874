import Money

/// One document with everything that is printed on it. It holds facts only; titles, labels and set wording come from
/// the templates and the chosen language. An optional part that is nil, blank or empty prints nothing, not even its
/// label.
public struct PrintedDocument: Hashable, Sendable {
    /// What only this kind of document has.
    public var content: DocumentContent
    /// Nil while a draft has none.
    public var number: String?
    /// The number the customer gave the same document.
    public var customerNumber: String?
    /// Replaces the kind's own title, as "PHỤ LỤC HỢP ĐỒNG SỐ 02" does; in the language that is printed.
    public var title: String?
    /// Below the title: "V/v: Cung cấp máy chủ".
    public var subject: String?
    /// Signed, issued or drawn up on.
    public var date: PrintedDay?
    /// Where it is drawn up: "Hà Nội".
    public var place: String?
    public var seller: Party
    public var buyer: Party
    /// Who is called Bên A (Party A).
    public var firstParty: PartySide
    /// Who signs; a side without any is signed for by its party's representative.
    public var signatories: [Signatory]
    /// Căn cứ (whereas) of contracts and minutes; on an invoice the prescribed wording of a correction, such as "Điều
    /// chỉnh cho hóa đơn Mẫu số 1 ký hiệu 1C26TAA số 12 ngày 05 tháng 11 năm 2026" (CON-5).
    public var references: [String]
    /// Of every amount in the document.
    public var currency: Currency
    public var note: String?
    /// Prints "BẢN NHÁP" or "DRAFT" across every page.
    public var isDraft: Bool
    /// "lẻ" or "linh" in Vietnamese amounts in words (CON-5).
    public var zeroTens: AmountInWords.ZeroTens

    public var kind: DocumentKind { content.kind }

    public init(
        _ content: DocumentContent, number: String? = nil, customerNumber: String? = nil, title: String? = nil,
        subject: String? = nil, date: PrintedDay? = nil, place: String? = nil, seller: Party, buyer: Party,
        firstParty: PartySide = .seller, signatories: [Signatory] = [], references: [String] = [],
        currency: Currency = .vnd, note: String? = nil, isDraft: Bool = false,
        zeroTens: AmountInWords.ZeroTens = .le
    ) {
        (self.content, self.number, self.customerNumber) = (content, number, customerNumber)
        (self.title, self.subject, self.date, self.place) = (title, subject, date, place)
        (self.seller, self.buyer, self.firstParty, self.signatories) = (seller, buyer, firstParty, signatories)
        (self.references, self.currency, self.note) = (references, currency, note)
        (self.isDraft, self.zeroTens) = (isDraft, zeroTens)
    }
}
