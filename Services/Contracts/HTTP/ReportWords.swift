import Messages

/// What files of reports call their columns.
enum ReportWords {
    /// What stands for the codes that JSON has in a column.
    static let values: [String: [String: Bilingual]] = [
        "kind": [
            "opening": Bilingual(en: "Opening balance", vi: "Số dư đầu kỳ"),
            "closing": Bilingual(en: "Closing balance", vi: "Số dư cuối kỳ"),
            "invoice": Bilingual(en: "Invoice", vi: "Hóa đơn"),
            "replaced": Bilingual(en: "Replaced invoice", vi: "Hóa đơn bị thay thế"),
            "payment": Bilingual(en: "Payment", vi: "Thanh toán"),
            "reversal": Bilingual(en: "Reversed payment", vi: "Hủy thanh toán"),
        ].merging(ContractKind.allCases.map { ($0.rawValue, $0.label) }) { first, _ in first },
        "status": Dictionary(
            uniqueKeysWithValues: ContractStatus.allCases.map { ($0.rawValue, $0.label.capitalized) }),
    ]

    static func value(_ code: String, in column: String, _ language: Language) -> String {
        values[column]?[code]?.text(in: language) ?? code
    }

    static let columns: [String: Bilingual] = [
        "customer": Bilingual(en: "Customer", vi: "Khách hàng"),
        "customerCode": Bilingual(en: "Customer code", vi: "Mã khách hàng"),
        "product": Bilingual(en: "Product", vi: "Sản phẩm"), "employee": Bilingual(en: "Employee", vi: "Nhân viên"),
        "team": Bilingual(en: "Team", vi: "Nhóm"), "branch": Bilingual(en: "Branch", vi: "Chi nhánh"),
        "month": Bilingual(en: "Month", vi: "Tháng"), "start": Bilingual(en: "Start", vi: "Tháng bắt đầu hiệu lực"),
        "name": Bilingual(en: "Name", vi: "Tên"),
        "status": Bilingual(en: "Status", vi: "Trạng thái"), "kind": Bilingual(en: "Kind", vi: "Loại"),
        "currency": Bilingual(en: "Currency", vi: "Loại tiền"), "count": Bilingual(en: "Count", vi: "Số lượng"),
        "total": Bilingual(en: "Total", vi: "Tổng cộng"), "open": Bilingual(en: "Open", vi: "Còn phải thu"),
        "collected": Bilingual(en: "Collected", vi: "Đã thu"),
        "invoiced": Bilingual(en: "Invoiced", vi: "Đã xuất hóa đơn"),
        "net-sales": Bilingual(en: "Net sales", vi: "Doanh thu thuần"),
        "number": Bilingual(en: "Number", vi: "Số"), "effectiveTo": Bilingual(en: "In force until", vi: "Hiệu lực đến"),
        "noticeBy": Bilingual(en: "Notice by", vi: "Báo trước ngày"), "day": Bilingual(en: "Day", vi: "Ngày"),
        "document": Bilingual(en: "Document", vi: "Chứng từ"), "debit": Bilingual(en: "Debit", vi: "Nợ"),
        "credit": Bilingual(en: "Credit", vi: "Có"), "amount": Bilingual(en: "Amount", vi: "Số tiền"),
        "exchangeRate": Bilingual(en: "Exchange rate", vi: "Tỷ giá"), "note": Bilingual(en: "Note", vi: "Diễn giải"),
        "balance": Bilingual(en: "Balance", vi: "Số dư"),
        "notDue": Bilingual(en: "Not due", vi: "Chưa đến hạn"),
        "days1to30": Bilingual(en: "1 to 30 days", vi: "1 đến 30 ngày"),
        "days31to60": Bilingual(en: "31 to 60 days", vi: "31 đến 60 ngày"),
        "days61to90": Bilingual(en: "61 to 90 days", vi: "61 đến 90 ngày"),
        "days91toMonths6": Bilingual(en: "91 days to 6 months", vi: "91 ngày đến 6 tháng"),
        "months6to12": Bilingual(en: "6 to 12 months", vi: "6 đến 12 tháng"),
        "years1to2": Bilingual(en: "1 to 2 years", vi: "1 đến 2 năm"),
        "years2to3": Bilingual(en: "2 to 3 years", vi: "2 đến 3 năm"),
        "over3Years": Bilingual(en: "Over 3 years", vi: "Trên 3 năm"),
    ]
}
