import Messages

enum CustomerError: QuenError, Hashable {
    case codeTaken(String)
    case unknownPlace(code: String, path: String)
    case parentLoop(path: String)
    case massIsFixed
    case alreadyActive, alreadyInactive
    case inUse([String: Int])
    case responsibleRequired
    case statusIsHigher(CustomerStatus)
    case deletedBefore
    case duplicates([JSONValue])

    var code: String {
        switch self {
        case .codeTaken: "customer-code-taken"
        case .unknownPlace: "unknown-place"
        case .parentLoop: "customer-parent-loop"
        case .massIsFixed: "customer-mass-is-fixed"
        case .alreadyActive: "customer-already-active"
        case .alreadyInactive: "customer-already-inactive"
        case .inUse: "customer-in-use"
        case .responsibleRequired: "responsible-required"
        case .statusIsHigher: "customer-status-is-higher"
        case .deletedBefore: "customer-deleted"
        case .duplicates: "possible-duplicates"
        }
    }

    var consequence: Consequence {
        switch self {
        case .unknownPlace, .parentLoop, .responsibleRequired: .invalid
        default: .conflict
        }
    }

    var path: String? {
        switch self {
        case .unknownPlace(_, let path), .parentLoop(let path): path
        case .responsibleRequired: "$.ownership.responsibleId"
        default: nil
        }
    }

    var details: [String: String] {
        switch self {
        case .codeTaken(let code): ["code": code]
        case .inUse(let counts): counts.mapValues(String.init)
        case .statusIsHigher(let status): ["status": status.rawValue]
        default: [:]
        }
    }

    /// The records that it looks like, as `POST /duplicates` answers them.
    var extensions: [String: JSONValue] {
        if case .duplicates(let candidates) = self { ["candidates": .array(candidates)] } else { [:] }
    }

    var message: Bilingual {
        switch self {
        case .codeTaken(let code):
            Bilingual(
                en: "The code \(code) belongs to another customer. Choose another or leave it empty.",
                vi: "Mã \(code) đã dùng cho khách hàng khác. Hãy chọn mã khác hoặc để trống.")
        case .unknownPlace(let code, _):
            Bilingual(
                en:
                    "\(code) is not in the list of provinces and wards. Choose one from the list, or leave the code empty.",
                vi: "\(code) không có trong danh mục tỉnh, xã. Hãy chọn từ danh mục hoặc để trống mã.")
        case .parentLoop:
            Bilingual(
                en: "A customer cannot stand above itself. Choose another parent.",
                vi: "Khách hàng không thể là cấp trên của chính mình. Hãy chọn đơn vị cấp trên khác.")
        case .massIsFixed:
            Bilingual(
                en: "A customer's kind cannot become or cease to be mass market. Create another record.",
                vi: "Không thể đổi loại khách hàng sang hoặc khỏi đại trà. Hãy tạo bản ghi khác.")
        case .alreadyActive:
            Bilingual(en: "The customer is active already.", vi: "Khách hàng đang được theo dõi.")
        case .alreadyInactive:
            Bilingual(en: "The customer is deactivated already.", vi: "Khách hàng đã ngừng theo dõi.")
        case .inUse:
            Bilingual(
                en: "Other records belong to this customer, so it cannot be deleted. Deactivate it instead.",
                vi: "Khách hàng còn dữ liệu liên quan nên không xóa được. Hãy chuyển sang ngừng theo dõi.")
        case .responsibleRequired:
            Bilingual(
                en: "A customer needs somebody responsible. Choose one or two employees.",
                vi: "Khách hàng cần người phụ trách. Hãy chọn một hoặc hai nhân viên.")
        case .statusIsHigher(let status):
            Bilingual(
                en: "The customer is \(status.rawValue); only a potential customer can be made prospective by hand.",
                vi:
                    "Khách hàng không còn ở mức tiềm năng; chỉ khách hàng tiềm năng mới chuyển sang triển vọng bằng tay."
            )
        case .deletedBefore:
            Bilingual(
                en: "This customer was deleted in Quen. Record it under a new id.",
                vi: "Khách hàng này đã bị xóa trong Quen. Hãy gửi lại với mã khác.")
        case .duplicates(let candidates):
            Bilingual(
                en:
                    "\(candidates.count) records look like the same customer. Use one of them, or send allowDuplicates: true.",
                vi:
                    "Có \(candidates.count) bản ghi có vẻ trùng. Hãy dùng bản ghi có sẵn, hoặc gửi allowDuplicates: true."
            )
        }
    }
}
