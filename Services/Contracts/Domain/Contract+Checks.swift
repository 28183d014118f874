import Foundation
import Messages
import Money

extension Contract {
    static let mostParts = 200

    /// What must hold of the parts beside the lines; the error names the first that does not.
    func checkParts() throws(ContractError) {
        try checkCounts()
        for (index, item) in instalments.enumerated() where item.amount <= 0 || item.description.isEmpty {
            throw .invalidPart(
                path: "$.instalments[\(index)]",
                needs: Bilingual(
                    en: "a description and an amount above zero", vi: "cần diễn giải và số tiền lớn hơn 0"))
        }
        let sum = instalments.reduce(Int128(0)) { $0 + Int128($1.amount) }
        if !instalments.isEmpty, kind != .framework, sum != Int128(sums.total) {
            throw .instalmentsDiffer(sum: sum, total: Amount(minorUnits: sums.total, currency: currency))
        }
        for (index, item) in guarantees.enumerated() where item.amount <= 0 {
            throw .invalidPart(
                path: "$.guarantees[\(index)].amount",
                needs: Bilingual(en: "an amount above zero", vi: "cần số tiền lớn hơn 0"))
        }
        for (index, item) in signatories.enumerated() where item.name.isEmpty {
            throw .invalidPart(
                path: "$.signatories[\(index)].name", needs: Bilingual(en: "a name", vi: "cần họ tên"))
        }
        try checkIDs()
        try checkAllowance()
        if let renewal,
            (renewal.months ?? 1) < 1 || !(0...3660).contains(renewal.noticeDays ?? 0) || (renewal.months ?? 1) > 1200
        {
            throw .invalidPart(
                path: "$.renewal",
                needs: Bilingual(en: "months from 1 and days from 0", vi: "cần số tháng từ 1, số ngày từ 0"))
        }
    }

    private func checkIDs() throws(ContractError) {
        for (name, ids) in [
            ("instalments", instalments.map(\.id)), ("guarantees", guarantees.map(\.id)), ("visits", visits.map(\.id)),
            ("workItems", workItems.map(\.id)),
        ] where Set(ids).count != ids.count {
            throw .invalidPart(
                path: "$.\(name)", needs: Bilingual(en: "an id of its own each", vi: "cần mã riêng cho từng dòng"))
        }
    }

    private func checkCounts() throws(ContractError) {
        let counts = [
            ("instalments", instalments.count), ("guarantees", guarantees.count), ("signatories", signatories.count),
            ("visits", visits.count), ("workItems", workItems.count),
        ]
        if let (name, _) = counts.first(where: { $0.1 > Self.mostParts }) {
            throw .invalidPart(
                path: "$.\(name)", needs: Bilingual(en: "at most \(Self.mostParts)", vi: "tối đa \(Self.mostParts)"))
        }
    }

    private func checkAllowance() throws(ContractError) {
        guard let allowance else { return }
        guard allowance.quantity > .zero, allowance.quantity.isKeepable else {
            throw .invalidPart(
                path: "$.allowance.quantity",
                needs: Bilingual(en: "a quantity above zero", vi: "cần số lượng lớn hơn 0"))
        }
        if allowance.unit == .cases, !allowance.quantity.scaled.isMultiple(of: 10_000) {
            throw .invalidPart(
                path: "$.allowance.quantity",
                needs: Bilingual(en: "a whole number of cases", vi: "cần số lượt là số nguyên"))
        }
        if let from = allowance.from, let to = allowance.to, to < from { throw .endsBeforeStart }
    }
}
