/// What kinds of records are called in sentences; the kinds themselves (`budget-item`) are for programs.
public enum RecordName: Sendable {
    /// The kind itself where it is none of those below; a test finds those that are missing.
    public static func of(_ kind: String) -> Bilingual {
        Bilingual(en: kind.replacing("-", with: " "), vi: vietnamese[kind] ?? kind)
    }

    package static let vietnamese = [
        "absence": "lần vắng mặt", "acceptance": "biên bản nghiệm thu", "account": "tài khoản",
        "activity": "hoạt động", "alert": "thông báo", "annex": "phụ lục", "api-token": "mã truy cập chương trình",
        "appointment": "lịch hẹn", "attachment": "tệp đính kèm", "audit entry": "mục nhật ký", "branch": "đơn vị",
        "budget-item": "khoản chi", "calendar-feed": "đường dẫn lịch", "case": "phản hồi",
        "choice": "lựa chọn", "contact": "người liên hệ",
        "contract": "hợp đồng", "customer": "khách hàng", "customer-account": "tài khoản khách hàng",
        "custom-field": "trường tự tạo",
        "deferred message": "thông điệp để riêng", "delivered-item": "sản phẩm đã giao", "document": "tài liệu",
        "employee": "nhân viên", "firm": "công ty", "holiday": "ngày nghỉ", "inbox item": "mục hộp thư",
        "interaction": "lần tiếp xúc", "invitation": "lời mời", "invoice": "hóa đơn", "lead": "đầu mối",
        "logo": "biểu trưng", "message": "thông điệp", "notice": "thông báo sai sót",
        "operation": "thao tác", "opportunity": "cơ hội bán hàng",
        "order": "đơn hàng", "parameter": "tham số", "password-mail": "thư mật khẩu", "payment": "khoản thanh toán",
        "plan": "kế hoạch", "plan-version": "phiên bản kế hoạch", "procedure": "quy trình",
        "procedure-run": "lần thực hiện quy trình", "product": "sản phẩm", "project": "dự án",
        "projection": "bản sao dữ liệu", "proposal-item": "mục đề xuất", "province": "tỉnh, thành phố",
        "queue": "hàng đợi", "quote": "báo giá", "report": "báo cáo", "role": "nhóm quyền", "room": "phòng",
        "schedule-proposal": "đề xuất lịch", "service": "dịch vụ", "session": "phiên đăng nhập",
        "share": "lượt chia sẻ",
        "signing-key": "khóa ký", "stage": "giai đoạn", "state": "trạng thái", "tax-class": "nhóm thuế", "team": "nhóm",
        "unit-group": "nhóm đơn vị tính", "usage": "lần sử dụng",
    ]
}

extension Function {
    /// What it is about, as sentences have it.
    public var label: Bilingual {
        switch self {
        case .customers: Bilingual(en: "customers", vi: "khách hàng")
        case .contacts: Bilingual(en: "contacts", vi: "người liên hệ")
        case .leads: Bilingual(en: "leads", vi: "đầu mối")
        case .interactions: Bilingual(en: "interactions", vi: "lần tiếp xúc")
        case .cases: Bilingual(en: "cases", vi: "phản hồi")
        case .segments: Bilingual(en: "segments", vi: "nhóm khách hàng")
        case .products: Bilingual(en: "products", vi: "sản phẩm")
        case .prices: Bilingual(en: "prices", vi: "giá")
        case .opportunities: Bilingual(en: "opportunities", vi: "cơ hội bán hàng")
        case .quotes: Bilingual(en: "quotes", vi: "báo giá")
        case .competitors: Bilingual(en: "competitors", vi: "đối thủ")
        case .campaigns: Bilingual(en: "campaigns", vi: "chiến dịch")
        case .contracts: Bilingual(en: "contracts", vi: "hợp đồng")
        case .orders: Bilingual(en: "orders", vi: "đơn hàng")
        case .invoices: Bilingual(en: "invoices", vi: "hóa đơn")
        case .payments: Bilingual(en: "payments", vi: "khoản thanh toán")
        case .employees: Bilingual(en: "employees", vi: "nhân viên")
        case .appointments: Bilingual(en: "appointments", vi: "lịch hẹn")
        case .activities: Bilingual(en: "activities", vi: "hoạt động")
        case .plans: Bilingual(en: "plans", vi: "kế hoạch")
        case .notifications: Bilingual(en: "notifications", vi: "thông báo")
        case .reports: Bilingual(en: "reports", vi: "báo cáo")
        case .catalogues: Bilingual(en: "catalogues", vi: "danh mục")
        case .parameters: Bilingual(en: "parameters", vi: "tham số")
        case .accounts: Bilingual(en: "accounts", vi: "tài khoản")
        case .audit: Bilingual(en: "the audit", vi: "nhật ký kiểm soát")
        }
    }
}

extension Action {
    public var label: Bilingual {
        switch self {
        case .view: Bilingual(en: "view", vi: "xem")
        case .create: Bilingual(en: "create", vi: "tạo")
        case .edit: Bilingual(en: "edit", vi: "sửa")
        case .delete: Bilingual(en: "delete", vi: "xóa")
        case .approve: Bilingual(en: "approve", vi: "duyệt")
        case .export: Bilingual(en: "export", vi: "xuất")
        }
    }
}
