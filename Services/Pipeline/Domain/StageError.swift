import Foundation
import Messages

enum StageError: QuenError {
    case wrongCount
    case badCode(Int)
    case repeatedCode(Int)
    case badProbability(Int)
    /// Open opportunities stand in a stage that is to go.
    case inUse(code: String, count: Int)

    var code: String {
        switch self {
        case .wrongCount: "wrong-number-of-stages"
        case .badCode: "invalid-stage-code"
        case .repeatedCode: "repeated-stage-code"
        case .badProbability: "invalid-probability"
        case .inUse: "stage-in-use"
        }
    }

    var consequence: Consequence { if case .inUse = self { .conflict } else { .invalid } }

    var path: String? {
        switch self {
        case .wrongCount, .inUse: "$.stages"
        case .badCode(let index), .repeatedCode(let index): "$.stages[\(index)].code"
        case .badProbability(let index): "$.stages[\(index)].probability"
        }
    }

    var details: [String: String] {
        if case .inUse(let code, let count) = self { ["stage": code, "opportunities": "\(count)"] } else { [:] }
    }

    var message: Bilingual {
        switch self {
        case .wrongCount:
            Bilingual(en: "There must be 1 to 30 stages.", vi: "Phải có từ 1 đến 30 giai đoạn.")
        case .badCode:
            Bilingual(
                en: "A stage's code has 1 to 40 lower-case letters, digits and hyphens.",
                vi: "Mã giai đoạn gồm 1 đến 40 chữ thường không dấu, chữ số, gạch nối.")
        case .repeatedCode:
            Bilingual(en: "Two stages have this code. Change one.", vi: "Hai giai đoạn trùng mã. Hãy đổi một mã.")
        case .badProbability:
            Bilingual(en: "A probability is 0 to 100 percent.", vi: "Xác suất phải từ 0 đến 100 phần trăm.")
        case .inUse(let code, let count):
            Bilingual(
                en: "\(count) open opportunities are in the stage \(code). Move them first.",
                vi: "Còn \(count) cơ hội đang mở ở giai đoạn \(code). Hãy chuyển giai đoạn trước.")
        }
    }
}
