import Messages

/// A value of a filter that is written in one way.
public protocol FilterValue {
    init?(_ text: String)
    /// What must be written, for errors: the object of "give".
    static var form: Bilingual { get }
}

extension Bool: FilterValue {
    public static let form = Bilingual.oneOf(["true", "false"])
}

extension EntityID: FilterValue {
    public static let form = Bilingual(en: "an id (UUID)", vi: "mã định danh (UUID)")
}

extension Day: FilterValue {
    public static let form = Bilingual(en: "a day such as 2026-11-29", vi: "ngày dạng 2026-11-29")
}

extension Bilingual {
    /// `one of: a, b`
    public static func oneOf(_ values: [String]) -> Bilingual {
        let values = values.joined(separator: ", ")
        return Bilingual(en: "one of: \(values)", vi: "một trong: \(values)")
    }

    /// What the parameter `cursor` takes.
    public static let cursor = Bilingual(
        en: "the next of a page of the same list and order", vi: "giá trị next của một trang cùng danh sách và thứ tự")
    /// What the parameter `limit` takes.
    public static let limit = Bilingual(
        en: "a number of 1 to \(PagedQuery.maxLimit)", vi: "số từ 1 đến \(PagedQuery.maxLimit)")
}
