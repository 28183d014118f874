/// The languages a document can be printed in.
public enum DocumentLanguage: String, Codable, Sendable, CaseIterable {
    case vi
    case en
}

/// What can be printed (CON-1, CON-5, CON-9). The raw value names the folder of its templates.
public enum DocumentKind: String, Codable, Sendable, CaseIterable {
    /// Hợp đồng.
    case contract
    /// Phụ lục hợp đồng.
    case annex
    /// Đơn đặt hàng.
    case order
    /// Hóa đơn giá trị gia tăng or hóa đơn bán hàng, by its form.
    case invoice
    /// Thông báo hóa đơn điện tử có sai sót, form 04/SS-HĐĐT.
    case notice
    /// Biên bản nghiệm thu, bàn giao.
    case acceptance
    /// Biên bản thanh lý hợp đồng.
    case liquidation
    /// Biên bản đối chiếu công nợ.
    case statement
    /// Thư nhắc nợ.
    case reminder
}
