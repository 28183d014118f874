import Messages

extension CommonError {
    /// A parameter of the query that cannot be what it is, and what it may be.
    public static func parameter(_ name: String, _ value: String, _ form: Bilingual) -> CommonError {
        let value = String(value.prefix(100))
        return .invalid(
            code: "invalid-parameter", path: name,
            message: Bilingual(
                en: "The parameter \(name) cannot be \"\(value)\". Give \(form.en).",
                vi: "Tham số \(name) không nhận giá trị \"\(value)\". Hãy dùng \(form.vi)."))
    }
}
