import HTTPTypes
import Hummingbird
import Messages

extension HTTPProblem {
    /// A body over the limit.
    public static func tooLarge(limit: Int) -> HTTPProblem {
        let limit = limit % 1_048_576 == 0 ? "\(limit / 1_048_576) MB" : "\(limit / 1024) KB"
        return HTTPProblem(
            .contentTooLarge, code: "too-large",
            message: Bilingual(
                en: "The body is over \(limit). Send less at once.",
                vi: "Nội dung gửi lên vượt quá \(limit). Hãy gửi ít hơn mỗi lần."),
            details: ["limit": limit])
    }

    /// What the library answers by itself, in our words; nothing where we have none.
    static func of(_ error: HTTPError) -> (code: String, message: Bilingual)? {
        switch error.status {
        case .badRequest:
            (
                "bad-request",
                Bilingual(en: "The request cannot be read. Correct it.", vi: "Không đọc được yêu cầu. Hãy sửa lại.")
            )
        case .notFound:
            (
                "no-such-address",
                Bilingual(
                    en: "There is nothing at this address. The addresses are in the service's OpenAPI document.",
                    vi: "Không có gì ở địa chỉ này. Hãy xem các địa chỉ trong tài liệu OpenAPI của dịch vụ.")
            )
        case .contentTooLarge:
            (
                "too-large",
                Bilingual(
                    en: "The body is too large. Send less at once.",
                    vi: "Nội dung gửi lên quá lớn. Hãy gửi ít hơn mỗi lần.")
            )
        case .unsupportedMediaType:
            (
                "unsupported-media-type",
                Bilingual(
                    en: "Content of this type is not taken here. Send JSON.",
                    vi: "Không nhận loại nội dung này. Hãy gửi JSON.")
            )
        default: nil
        }
    }
}
