import Foundation
import Messages
import Money

/// Acceptance and hand-over minutes (biên bản nghiệm thu, bàn giao) of a contract, whole or in part (CON-2). Signed ones
/// never change.
struct Acceptance: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var number: String
    var contractId: EntityID
    var customerId: EntityID
    var status: AcceptanceStatus = .draft
    /// Whether the contract is accepted as a whole with it.
    var isFinal: Bool
    var acceptedOn: Day
    var lines: [AcceptanceState.Line]
    var note: String?
    /// The contract's lines that it accepts, as they were: what was signed does not follow a later annex.
    var contractLines: [LineState] = []
    /// The draft of an invoice that it proposed.
    var invoiceId: EntityID?
    var branchId: EntityID?
    var responsibleId: EntityID?
    var secondResponsibleId: EntityID?
    var createdAt: Instant

    var ownership: Ownership {
        get {
            Ownership(branchId: branchId, responsibleId: responsibleId, secondResponsibleId: secondResponsibleId)
        }
        set {
            (branchId, responsibleId, secondResponsibleId) =
                (newValue.branchId, newValue.responsibleId, newValue.secondResponsibleId)
        }
    }

    func requireDraft() throws(AcceptanceError) {
        guard status == .draft else { throw .signed(number) }
    }

    /// Throws where a line is none of the contract's, or more would be accepted than it has.
    /// - Parameter others: the contract's other minutes.
    func check(against contract: Contract, _ others: [Acceptance]) throws(AcceptanceError) {
        guard !lines.isEmpty else { throw .noLines }
        var accepted: [EntityID: Int64] = [:]
        for line in others.flatMap(\.lines) { accepted[line.contractLineId, default: 0] += line.quantity.scaled }
        for (index, line) in lines.enumerated() {
            let path = "$.lines[\(index)]"
            guard let of = contract.lines.first(where: { $0.id == line.contractLineId }) else {
                throw .unknownLine(path: path + ".contractLineId")
            }
            guard line.quantity > .zero, line.quantity.isKeepable else { throw .quantity(path: path + ".quantity") }
            let before = accepted[of.id] ?? 0
            let (sum, overflowed) = before.addingReportingOverflow(line.quantity.scaled)
            let isUnlimited = contract.kind == .framework && of.quantity == .zero
            guard !overflowed, isUnlimited || sum <= of.quantity.scaled else {
                throw .tooMuch(
                    line: index + 1, allowed: of.quantity, before: Quantity(scaled: before), wanted: line.quantity)
            }
            accepted[of.id] = sum
            guard Set(line.serials).count == line.serials.count, !line.serials.contains(""),
                line.serials.count <= 10_000
            else { throw .serials(path: path + ".serials") }
            if let months = line.warrantyMonths, !(1...1200).contains(months) {
                throw .warranty(path: path + ".warrantyMonths")
            }
        }
    }

    /// All that the minutes before have not accepted.
    static func rest(of contract: Contract, after others: [Acceptance]) -> [AcceptanceState.Line] {
        var accepted: [EntityID: Int64] = [:]
        for line in others.flatMap(\.lines) { accepted[line.contractLineId, default: 0] += line.quantity.scaled }
        return contract.lines.compactMap { line in
            let left = line.quantity.scaled - (accepted[line.id] ?? 0)
            return left > 0
                ? AcceptanceState.Line(contractLineId: line.id, quantity: Quantity(scaled: left)) : nil
        }
    }
}

enum AcceptanceError: FactError {
    case signed(String)
    case noLines
    case nothingLeft(String)
    case contradicted(String)
    case unknownLine(path: String)
    case quantity(path: String)
    case tooMuch(line: Int, allowed: Quantity, before: Quantity, wanted: Quantity)
    case serials(path: String)
    case warranty(path: String)
    case notInProgress(ContractStatus)

    var facts: ErrorFacts {
        switch self {
        case .signed(let number):
            fact(
                "acceptance-signed", "Minutes \(number) are signed and never change. Make others.",
                "Biên bản \(number) đã ký, không sửa được. Hãy lập biên bản khác.", nil, .conflict)
        case .noLines:
            fact(
                "lines-required", "The minutes have no lines. Add at least one.",
                "Biên bản chưa có dòng nào. Hãy thêm ít nhất một dòng.", "$.lines")
        case .contradicted(let number):
            fact(
                "acceptance-contradicted",
                "Minutes up to \(number) accept lines or quantities that the contract would no longer have. Keep those.",
                "Biên bản đến \(number) đã nghiệm thu dòng hoặc số lượng mà hợp đồng sẽ không còn. Hãy giữ lại.", nil,
                .conflict)
        case .nothingLeft(let number):
            fact(
                "nothing-left", "Everything in contract \(number) is in minutes already. Change those that are drafts.",
                "Toàn bộ hợp đồng \(number) đã có trong biên bản. Hãy sửa biên bản nháp.", nil, .conflict)
        case .unknownLine(let path):
            fact(
                "unknown-line", "The contract has no such line. Use the id of one of its lines.",
                "Hợp đồng không có dòng này.", path)
        case .quantity(let path):
            fact("invalid-quantity", "The quantity must be above zero.", "Số lượng phải lớn hơn 0.", path)
        case .tooMuch(let line, let allowed, let before, let wanted):
            ErrorFacts(
                code: "acceptance-exceeded", consequence: .conflict,
                en: "Line \(line) accepts \(wanted), but of \(allowed) in the contract \(before) are accepted already.",
                vi: "Dòng \(line) nghiệm thu \(wanted), trong khi hợp đồng có \(allowed) và đã nghiệm thu \(before).",
                details: [
                    "line": String(line), "allowed": allowed.description, "accepted": before.description,
                    "wanted": wanted.description,
                ])
        case .serials(let path):
            fact(
                "invalid-serials", "Serial numbers are not empty and occur once; 10,000 at most.",
                "Số sê-ri không được trống hoặc trùng, tối đa 10.000.", path)
        case .warranty(let path):
            fact(
                "invalid-warranty", "A warranty is of 1 to 1200 months.", "Thời hạn bảo hành từ 1 đến 1200 tháng.", path
            )
        case .notInProgress(let status):
            fact(
                "contract-not-in-progress",
                "A contract that is \(status.label.en) is not in progress: nothing can be accepted. Start it first.",
                "Hợp đồng đang ở trạng thái \(status.label.vi), chưa thể nghiệm thu.", nil, .conflict)
        }
    }

    private func fact(
        _ code: String, _ en: String, _ vi: String, _ path: String?, _ consequence: Consequence = .invalid
    ) -> ErrorFacts { ErrorFacts(code: code, consequence: consequence, en: en, vi: vi, path: path) }
}
