import Foundation
import Messages

/// How the number of a contract or order is written, such as `{seq:2}/{year}/{kind}` for `01/2026/HĐMB` (CON-1).
struct NumberPattern: Sendable, Hashable {
    let text: String

    /// Throws where it would not keep numbers of different years and counters apart.
    init(_ text: String) throws(ContractError) {
        guard text.contains(/\{seq(:[1-9])?\}/), text.contains("{year}"),
            text.replacing(/\{(seq(:[1-9])?|year|kind|customer)\}/, with: "").allSatisfy({ $0 != "{" && $0 != "}" }),
            text.utf8.count <= 100
        else { throw .invalidPattern(text) }
        self.text = text
    }

    /// `customer` is its short name; its place stays empty where there is none.
    func number(_ sequence: Int64, year: Int, kind: String, customer: String?) -> String {
        text.replacing(/\{seq(:([1-9]))?\}/) { match in
            let digits = String(sequence)
            let width = match.2.flatMap { Int($0) } ?? 1
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        .replacing("{year}", with: String(year)).replacing("{kind}", with: kind)
        .replacing("{customer}", with: customer ?? "")
    }
}

extension ContractKind {
    /// As it stands in numbers: hợp đồng mua bán, dịch vụ, bảo trì, nguyên tắc.
    var abbreviation: String {
        switch self {
        case .sale: "HĐMB"
        case .service: "HĐDV"
        case .maintenance: "HĐBT"
        case .framework: "HĐNT"
        }
    }
}
