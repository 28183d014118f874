import Messages

enum LeadError: QuenError, Hashable {
    case alreadyConverted(EntityID?)
    case alreadyDisqualified
    case notConverted
    case builtUpon([String: Int])
    case nameless(path: String)

    var code: String {
        switch self {
        case .alreadyConverted: "lead-already-converted"
        case .alreadyDisqualified: "lead-already-disqualified"
        case .notConverted: "lead-not-converted"
        case .builtUpon: "lead-conversion-built-upon"
        case .nameless: "lead-nameless"
        }
    }

    var consequence: Consequence {
        if case .nameless = self { .invalid } else { .conflict }
    }

    var path: String? {
        if case .nameless(let path) = self { path } else { nil }
    }

    var details: [String: String] {
        switch self {
        case .alreadyConverted(let customer?): ["customerId": customer.description]
        case .builtUpon(let counts): counts.mapValues(String.init)
        default: [:]
        }
    }

    var message: Bilingual {
        switch self {
        case .alreadyConverted:
            Bilingual(
                en: "The lead was converted already and is read-only. Open the customer that it became.",
                vi: "Đầu mối đã được chuyển đổi nên chỉ xem được. Hãy mở khách hàng tương ứng.")
        case .alreadyDisqualified:
            Bilingual(
                en: "The lead was disqualified. Enter a new one if there is interest again.",
                vi: "Đầu mối đã bị loại. Hãy nhập đầu mối mới nếu có nhu cầu trở lại.")
        case .notConverted:
            Bilingual(en: "The lead was not converted.", vi: "Đầu mối chưa được chuyển đổi.")
        case .builtUpon:
            Bilingual(
                en: "Work was built on this conversion, so it cannot be undone. Remove what the details name first.",
                vi:
                    "Đã có dữ liệu phát sinh sau khi chuyển đổi nên không hoàn tác được. Hãy gỡ các mục nêu trong chi tiết trước."
            )
        case .nameless:
            Bilingual(
                en: "Give the name of the person or of the firm.", vi: "Hãy nhập tên người hoặc tên đơn vị.")
        }
    }
}
