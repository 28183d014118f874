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
    /// The first draft of an invoice that it proposed; see `proposedInvoices`.
    var invoiceId: EntityID?
    /// The further ones: one of each order that what was accepted had been ordered with, and one of the contract.
    var furtherInvoiceIds: [EntityID] = []
    /// What minutes that were signed before this one had accepted, by line of the contract, since it was signed itself. Of
    /// those signed before version 9 of the store it is not known.
    var acceptedBefore: [AcceptanceState.Line]?
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

    /// The drafts of invoices that it proposed, without those that were deleted since.
    var proposedInvoices: [EntityID] {
        get { [invoiceId].compactMap(\.self) + furtherInvoiceIds }
        set { (invoiceId, furtherInvoiceIds) = (newValue.first, Array(newValue.dropFirst())) }
    }

    /// Throws where a line is none of the contract's, or more would be accepted than it has.
    /// - Parameter others: the contract's other minutes.
    func check(against contract: Contract, _ others: [Acceptance]) throws(AcceptanceError) {
        guard !lines.isEmpty else { throw .noLines }
        var accepted = Acceptance.quantities(others.flatMap(\.lines))
        for (index, line) in lines.enumerated() {
            let path = "$.lines[\(index)]"
            guard let of = contract.lines.first(where: { $0.id == line.contractLineId }) else {
                throw .unknownLine(path: path + ".contractLineId")
            }
            guard line.quantity > .zero, line.isKeepable else { throw .quantity(path: path + ".quantity") }
            let before = accepted[of.id] ?? .zero
            let sum = before + line.baseQuantity
            let isUnlimited = contract.kind == .framework && of.quantity == .zero
            guard isUnlimited || sum <= of.baseQuantity else {
                throw .tooMuch(
                    line: index + 1,
                    ChainExcess(
                        allowed: of.baseQuantity, before: before, wanted: line.quantity,
                        wantedUnit: line.lineUnit(of: of), parentUnit: of.lineUnit))
            }
            accepted[of.id] = sum
            if let months = line.warrantyMonths, !(1...1200).contains(months) {
                throw .warranty(path: path + ".warrantyMonths")
            }
        }
    }

    /// Whether what it accepts of products is told in units that go over into those of the contract's lines by now: what was
    /// accepted in pieces cannot be so many kilograms.
    func isComparable(with units: [EntityID: LineUnit]) -> Bool {
        let accepted = Set(lines.map(\.contractLineId))
        return contractLines.allSatisfy { line in
            guard accepted.contains(line.id), line.productId != nil, let now = units[line.id] else { return true }
            return UnitName.areAlike(line.lineUnit.comparedIn ?? "", now.comparedIn ?? "")
        }
    }

    /// All that the minutes before have not accepted.
    static func rest(of contract: Contract, after others: [Acceptance]) -> [AcceptanceState.Line] {
        let accepted = Acceptance.quantities(others.flatMap(\.lines))
        return contract.lines.compactMap { line in
            let (unit, left) = line.lineUnit.said(line.baseQuantity - (accepted[line.id] ?? .zero))
            return left > .zero ? AcceptanceState.Line(of: line, unit, left) : nil
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
    case tooMuch(line: Int, ChainExcess)
    case serials(path: String)
    case tooManySerials(count: Int, quantity: Quantity, path: String)
    case serialDelivered(serial: String, minutes: String?, path: String)
    case warranty(path: String)
    case notInProgress(ContractStatus)
    case draftsOpen(String)

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
        case .tooMuch(let line, let excess): Self.tooMuch(line, excess)
        case .serials(let path):
            fact(
                "invalid-serials", "Serial numbers are not empty and occur once; 10,000 at most.",
                "Số sê-ri không được trống hoặc trùng, tối đa 10.000.", path)
        case .tooManySerials(let count, let quantity, let path):
            ErrorFacts(
                code: "too-many-serials", consequence: .invalid,
                en:
                    "The line has \(count) serial numbers for a quantity of \(quantity). Give at most one for each whole unit, or correct the quantity.",
                vi:
                    "Dòng có \(count) số sê-ri cho số lượng \(quantity.text(.vietnamese)). Hãy ghi tối đa một số cho mỗi đơn vị, hoặc sửa lại số lượng.",
                path: path, details: ["serials": String(count), "quantity": quantity.description])
        case .serialDelivered(let serial, let minutes, let path):
            ErrorFacts(
                code: "serial-delivered", consequence: .conflict,
                en:
                    "Serial number \(serial) of this product was delivered already with minutes \(minutes ?? "of a contract out of your reach"). Correct the number here; if the goods came back, enter the adjusting invoice or clear the number of the delivered item first.",
                vi:
                    "Số sê-ri \(serial) của sản phẩm này đã được bàn giao theo biên bản \(minutes ?? "của một hợp đồng ngoài phạm vi của bạn"). Hãy sửa lại số; nếu hàng đã bị trả lại, hãy lập hóa đơn điều chỉnh giảm hoặc xóa số sê-ri ở hàng đã bàn giao trước.",
                path: path,
                details: ["serial": serial].merging(minutes.map { ["acceptance": $0] } ?? [:]) { $1 })
        case .warranty(let path):
            fact(
                "invalid-warranty", "A warranty is of 1 to 1200 months.", "Thời hạn bảo hành từ 1 đến 1200 tháng.", path
            )
        case .draftsOpen(let number):
            fact(
                "acceptance-drafts-open",
                "Minutes \(number) are a draft, and nothing can be signed after the final ones. Sign or delete them first.",
                "Biên bản \(number) còn là bản nháp, sau biên bản cuối cùng sẽ không ký được nữa. Hãy ký hoặc xóa trước.",
                nil, .conflict)
        case .notInProgress(let status):
            fact(
                "contract-not-in-progress",
                "A contract that is \(status.label.en) is not in progress: nothing can be accepted. Start it first.",
                "Hợp đồng đang ở trạng thái \(status.label.vi), chưa thể nghiệm thu. Hãy chuyển sang đang thực hiện trước.",
                nil, .conflict)
        }
    }

    private static func tooMuch(_ line: Int, _ excess: ChainExcess) -> ErrorFacts {
        let (en, vi) = (excess.texts(.english), excess.texts(.vietnamese))
        return ErrorFacts(
            code: "acceptance-exceeded", consequence: .conflict,
            en:
                "Line \(line) accepts \(en.wanted), but of \(en.allowed) in the contract \(en.before) are accepted already and \(en.left) left.",
            vi:
                "Dòng \(line) nghiệm thu \(vi.wanted), trong khi hợp đồng có \(vi.allowed), đã nghiệm thu \(vi.before), còn \(vi.left).",
            details: excess.details(line: line, before: "accepted"))
    }

    private func fact(
        _ code: String, _ en: String, _ vi: String, _ path: String?, _ consequence: Consequence = .invalid
    ) -> ErrorFacts { ErrorFacts(code: code, consequence: consequence, en: en, vi: vi, path: path) }
}
