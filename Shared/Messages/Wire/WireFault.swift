import Foundation

/// Why bytes from outside were not understood.
public struct WireFault: QuenError, Hashable {
    /// Such as `not-json`, `missing`, `wrong-type`, `invalid-value`, `unknown-member`, `control-character`.
    public let code: String
    public let path: String?
    /// Half a sentence whose subject is the place.
    public let reason: Bilingual
    public let details: [String: String]
    /// What else than correcting it there is to do.
    private let hint: Bilingual?
    public var consequence: Consequence { .invalid }

    public init(
        code: String, path: String?, reason: Bilingual, details: [String: String] = [:], hint: Bilingual? = nil
    ) {
        self.code = code
        self.path = path
        self.reason = reason
        self.details = details
        self.hint = hint
    }

    public var message: Bilingual {
        let place = path ?? "$"
        let todo =
            hint ?? Bilingual(en: "Correct it and send it again.", vi: "Hãy sửa rồi gửi lại.")
        return Bilingual(
            en: "\(place): \(reason.en). \(todo.en)", vi: "\(place): dữ liệu không hợp lệ: \(reason.vi). \(todo.vi)")
    }

    /// `allowed` finds the values of which one was asked for, where that was the fault.
    init(_ error: DecodingError, root: String, allowed: () -> [String]?) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(code: "missing", path: Self.path(root, context.codingPath + [key]), reason: .isMissing)
        case .valueNotFound(_, let context):
            self.init(code: "missing", path: Self.path(root, context.codingPath), reason: .mustNotBeNull)
        case .typeMismatch(let type, let context):
            self.init(
                code: "wrong-type", path: Self.path(root, context.codingPath), reason: Self.mustBe(type))
        case .dataCorrupted(let context) where context.debugDescription.hasPrefix("Cannot initialize"):
            let values = allowed().map { $0.joined(separator: ", ") }
            self.init(
                code: "invalid-value", path: Self.path(root, context.codingPath),
                reason: values.map { Bilingual(en: "must be one of: \($0)", vi: "phải là một trong: \($0)") }
                    ?? Bilingual(
                        en: "is not one of the allowed values", vi: "không phải là một trong các giá trị được phép"),
                details: values.map { ["allowed": $0] } ?? [:])
        case .dataCorrupted(let context):
            self.init(
                code: context.codingPath.isEmpty && root == "$" ? "not-json" : "invalid-value",
                path: Self.path(root, context.codingPath), reason: Self.reason(context.debugDescription))
        @unknown default:
            self.init(code: "invalid-value", path: root, reason: .cannotBeRead)
        }
    }

    private static func path(_ root: String, _ keys: [any CodingKey]) -> String {
        keys.reduce(root) { path, key in
            if let index = key.intValue { "\(path)[\(index)]" } else { "\(path).\(key.stringValue)" }
        }
    }

    private static func mustBe(_ type: Any.Type) -> Bilingual {
        switch type {
        case is String.Type: Bilingual(en: "must be a string", vi: "phải là chuỗi ký tự")
        case is Bool.Type: Bilingual(en: "must be true or false", vi: "phải là true hoặc false")
        case is any BinaryInteger.Type: Bilingual(en: "must be a whole number", vi: "phải là số nguyên")
        // Before the lists, as dictionaries are collections too.
        case is any ExpressibleByDictionaryLiteral.Type: .mustBeAnObject
        case is any Collection.Type: Bilingual(en: "must be a list", vi: "phải là danh sách")
        default: .mustBeAnObject
        }
    }

    /// Foundation's own words carry Swift type names; only ours are shown.
    private static func reason(_ text: String) -> Bilingual {
        // The scanner has found it to be JSON; Foundation does not say which value it could not hold.
        if text.hasPrefix("The given data was not valid JSON") {
            return Bilingual(
                en: "holds a number with a fraction or out of range, or half of a character",
                vi: "có số lẻ hoặc số quá lớn, hoặc ký tự bị cắt đôi")
        }
        return decoding[text].map { Bilingual(en: text, vi: $0) } ?? .cannotBeRead
    }

    /// What types that read themselves say (`debugDescription`); a test finds those that are not here.
    package static let decoding = [
        "not a UUID": "không phải mã định danh (UUID)",
        "not an RFC 3339 time": "không phải thời điểm theo RFC 3339, chẳng hạn 2026-11-30T08:00:00+07:00",
        "not a date (YYYY-MM-DD)": "không phải ngày dạng YYYY-MM-DD",
        "not a time of day such as 08:00": "không phải giờ trong ngày, chẳng hạn 08:00",
        "not a cursor": "không phải con trỏ trang đã nhận",
        "not function:action:scope": "không phải quyền dạng function:action:scope",
        "not an ISO 4217 currency": "không phải mã tiền tệ theo ISO 4217",
        "not a decimal string above 0, up to 1000000, with up to 6 decimals":
            "không phải chuỗi số lớn hơn 0, tối đa 1000000, có tối đa 6 chữ số thập phân",
        "a discount is either a percent of 0 to 100 or a value not below zero":
            "giảm giá là phần trăm từ 0 đến 100 hoặc số tiền không âm",
        "neither a rate of 0 to 100 per cent nor KCT or KKKNT":
            "không phải thuế suất từ 0 đến 100 phần trăm, cũng không phải KCT hoặc KKKNT",
        "a sequence has 20 digits": "số thứ tự có 20 chữ số",
        "a subject is <entity>/<id>": "đối tượng có dạng <entity>/<id>",
    ].merging(decimals) { $1 }

    /// One for each number of decimals.
    private static let decimals = Dictionary(
        uniqueKeysWithValues: (0...9).map {
            ("not a decimal string with up to \($0) decimals", "không phải chuỗi số có tối đa \($0) chữ số thập phân")
        })
}

/// The reasons that are given in more than one place.
extension Bilingual {
    public static let isMissing = Bilingual(en: "is missing", vi: "còn thiếu")
    public static let isNotJSON = Bilingual(en: "is not JSON", vi: "không phải JSON")
    public static let mustBeAnObject = Bilingual(en: "must be an object", vi: "phải là đối tượng JSON")
    public static let cannotBeRead = Bilingual(en: "cannot be read", vi: "không đọc được")
    static let mustNotBeNull = Bilingual(en: "must not be null", vi: "không được là null")
}
