import Messages

/// A document as sentences name it: what it is, and its number.
struct DocumentName: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable, CaseIterable {
        case contract, order, invoice, payment, acceptance
        case invoiceDraft = "invoice draft"

        var vi: String {
            switch self {
            case .contract: "hợp đồng"
            case .order: "đơn hàng"
            case .invoice: "hóa đơn"
            case .invoiceDraft: "hóa đơn nháp"
            case .payment: "khoản thanh toán"
            case .acceptance: "biên bản nghiệm thu"
            }
        }
    }

    let kind: Kind
    /// Nothing where it has none yet.
    let number: String?

    init(_ kind: Kind, _ number: String?) {
        self.kind = kind
        self.number = number
    }

    /// Of an invoice by its name: series and number, or `draft`, maybe with its id.
    static func invoice(_ name: String) -> DocumentName {
        guard name.hasPrefix("draft") else { return DocumentName(.invoice, name) }
        let id = name.dropFirst("draft ".count)
        return DocumentName(.invoiceDraft, id.isEmpty ? nil : String(id))
    }

    /// Such as `order ĐH0003/2026`: for English sentences, and for programs.
    var en: String { ([kind.rawValue] + (number.map { [$0] } ?? [])).joined(separator: " ") }

    /// What staff enter needs no name of who sent it.
    var vi: String {
        let number = kind == .payment && number?.hasPrefix("manual/") == true ? number?.dropFirst(7) : number?[...]
        return ([kind.vi] + (number.map { [String($0)] } ?? [])).joined(separator: " ")
    }
}

extension String {
    /// With a capital, where a sentence begins with it.
    var sentenceStart: String { prefix(1).uppercased() + dropFirst() }
}

/// What stands in the way of settling a contract.
struct UnfinishedDocument: Sendable, Hashable {
    var name: DocumentName
    /// Issued, and not all of it paid: nothing that could be deleted.
    var isUnpaid = false
}
