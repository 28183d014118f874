import Foundation
import Messages

enum OpportunityError: QuenError {
    case notOpen(OpportunityStatus)
    case alreadyOpen
    case lostAlready
    case unknownStage(String)
    case badProbability
    case closedInFuture
    case otherCurrency
    case valueOutOfRange
    case otherQuoteAccepted(EntityID)
    case hasQuotes
    /// The customer's open opportunities that share a product; `unseen` more are out of the person's reach.
    case similar([Similar], unseen: Int)
    case outOfReach
    /// It was deleted here; what another system records of it later does not bring it back.
    case deleted

    struct Similar: Sendable, Hashable {
        var id: EntityID
        var code: String
        var name: String
        var stage: String
    }

    var code: String {
        switch self {
        case .notOpen: "opportunity-not-open"
        case .alreadyOpen: "opportunity-already-open"
        case .lostAlready: "opportunity-lost"
        case .unknownStage: "unknown-stage"
        case .badProbability: "invalid-probability"
        case .closedInFuture: "closed-in-future"
        case .otherCurrency: "other-currency"
        case .valueOutOfRange: "value-out-of-range"
        case .otherQuoteAccepted: "other-quote-accepted"
        case .hasQuotes: "opportunity-has-quotes"
        case .similar: "similar-opportunity"
        case .outOfReach: "forbidden"
        case .deleted: "opportunity-deleted"
        }
    }

    var consequence: Consequence {
        switch self {
        case .unknownStage, .badProbability, .closedInFuture, .otherCurrency, .valueOutOfRange: .invalid
        case .outOfReach: .forbidden
        default: .conflict
        }
    }

    var path: String? {
        switch self {
        case .unknownStage: "$.stage"
        case .badProbability: "$.probability"
        case .closedInFuture: "$.closedOn"
        case .otherCurrency: "$.expectedValue.currency"
        case .valueOutOfRange: "$.expectedValue"
        case .outOfReach: "$.responsibleId"
        default: nil
        }
    }

    var details: [String: String] {
        switch self {
        case .otherQuoteAccepted(let id): ["quote": id.description]
        case .notOpen(let status): ["status": status.rawValue]
        default: [:]
        }
    }

    /// For similar ones the `candidates` with what each is, and how many are `unseen`.
    var extensions: [String: JSONValue] {
        guard case .similar(let candidates, let unseen) = self else { return [:] }
        let items = candidates.map { candidate in
            JSONValue.object([
                "id": .string(candidate.id.description), "code": .string(candidate.code),
                "name": .string(candidate.name), "stage": .string(candidate.stage),
            ])
        }
        return ["candidates": .array(items), "unseen": .integer(Int64(unseen))]
    }

    var message: Bilingual {
        switch self {
        case .notOpen(let status):
            Bilingual(
                en: "The opportunity is \(status.rawValue). Reopen it first.",
                vi: "Cơ hội đã kết thúc (\(status == .won ? "thành công" : "thất bại")). Hãy mở lại trước.")
        case .alreadyOpen: Bilingual(en: "The opportunity is open.", vi: "Cơ hội đang mở.")
        case .lostAlready:
            Bilingual(en: "The opportunity was lost. Reopen it first.", vi: "Cơ hội đã thất bại. Hãy mở lại trước.")
        case .unknownStage(let name):
            Bilingual(
                en: "There is no stage \(name). See the list of stages.",
                vi: "Không có giai đoạn \(name). Hãy xem danh sách giai đoạn.")
        case .badProbability:
            Bilingual(en: "A probability is 0 to 100 percent.", vi: "Xác suất phải từ 0 đến 100 phần trăm.")
        case .closedInFuture:
            Bilingual(
                en: "It cannot have ended after today. Correct the day.", vi: "Ngày kết thúc không được sau hôm nay.")
        case .otherCurrency:
            Bilingual(
                en: "The expected value must be in the opportunity's currency.",
                vi: "Giá trị dự kiến phải cùng loại tiền với cơ hội.")
        case .valueOutOfRange:
            Bilingual(
                en: "The expected value is out of range. Correct it.", vi: "Giá trị dự kiến không hợp lệ. Hãy sửa lại.")
        case .otherQuoteAccepted:
            Bilingual(
                en: "The customer has accepted another quote of this opportunity.",
                vi: "Khách hàng đã chấp nhận báo giá khác của cơ hội này.")
        case .hasQuotes:
            Bilingual(
                en: "The opportunity has quotes. Mark it lost instead of deleting it.",
                vi: "Cơ hội đã có báo giá. Hãy ghi thất bại thay vì xóa.")
        case .similar(let candidates, let unseen):
            Bilingual(
                en:
                    "The customer has \(candidates.count + unseen) open opportunities that share a product. Join one, or send allowSimilar.",
                vi:
                    "Khách hàng có \(candidates.count + unseen) cơ hội đang mở trùng sản phẩm. Hãy tham gia cơ hội đó, hoặc gửi allowSimilar."
            )
        case .outOfReach:
            Bilingual(
                en: "You may not make records for that employee or branch. Choose others.",
                vi: "Bạn không được lập bản ghi cho nhân viên hoặc đơn vị đó. Hãy chọn lại.")
        case .deleted:
            Bilingual(
                en: "The opportunity was deleted in Quen. Record it under another id.",
                vi: "Cơ hội đã bị xóa trong Quen. Hãy ghi nhận bằng mã khác.")
        }
    }
}
