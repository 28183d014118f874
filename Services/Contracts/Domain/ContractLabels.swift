import Messages

extension ContractStatus {
    /// As people read it (the terms of the overview).
    var label: Bilingual {
        switch self {
        case .requested: Bilingual(en: "requested", vi: "tiếp nhận")
        case .drafted: Bilingual(en: "drafted", vi: "soạn thảo")
        case .negotiating: Bilingual(en: "being negotiated", vi: "thương thảo")
        case .agreed: Bilingual(en: "agreed", vi: "đã thống nhất")
        case .signed: Bilingual(en: "signed", vi: "đã ký")
        case .inProgress: Bilingual(en: "in progress", vi: "đang thực hiện")
        case .suspended: Bilingual(en: "suspended", vi: "tạm ngừng")
        case .accepted: Bilingual(en: "accepted", vi: "đã nghiệm thu")
        case .ended: Bilingual(en: "ended and not liquidated", vi: "kết thúc chưa thanh lý")
        case .settled: Bilingual(en: "settled", vi: "đã quyết toán")
        case .liquidated: Bilingual(en: "liquidated", vi: "đã thanh lý")
        case .cancelled: Bilingual(en: "cancelled", vi: "đã hủy")
        }
    }
}

extension ContractKind {
    var label: Bilingual {
        switch self {
        case .sale: Bilingual(en: "Sale", vi: "Mua bán")
        case .service: Bilingual(en: "Service", vi: "Dịch vụ")
        case .maintenance: Bilingual(en: "Maintenance", vi: "Bảo trì")
        case .framework: Bilingual(en: "Framework", vi: "Nguyên tắc")
        }
    }
}

extension ContractCommand {
    var label: Bilingual {
        switch self {
        case .draft: Bilingual(en: "be drafted", vi: "soạn thảo")
        case .negotiate: Bilingual(en: "be negotiated", vi: "thương thảo")
        case .agree: Bilingual(en: "be agreed", vi: "duyệt thống nhất")
        case .sendBack: Bilingual(en: "be sent back", vi: "trả lại")
        case .sign: Bilingual(en: "be signed", vi: "ký")
        case .start: Bilingual(en: "be started", vi: "bắt đầu thực hiện")
        case .suspend: Bilingual(en: "be suspended", vi: "tạm ngừng")
        case .resume: Bilingual(en: "be resumed", vi: "thực hiện tiếp")
        case .accept: Bilingual(en: "be accepted", vi: "nghiệm thu")
        case .end: Bilingual(en: "be ended", vi: "kết thúc")
        case .settle: Bilingual(en: "be settled", vi: "quyết toán")
        case .liquidate: Bilingual(en: "be liquidated", vi: "thanh lý")
        case .cancel: Bilingual(en: "be cancelled", vi: "hủy")
        }
    }
}

extension OrderStatus {
    var label: Bilingual {
        switch self {
        case .draft: Bilingual(en: "a draft", vi: "còn là nháp")
        case .confirmed: Bilingual(en: "confirmed", vi: "đã xác nhận")
        case .fulfilled: Bilingual(en: "fulfilled", vi: "đã giao")
        case .closed: Bilingual(en: "closed", vi: "đã đóng")
        case .cancelled: Bilingual(en: "cancelled", vi: "đã hủy")
        }
    }
}

extension OrderCommand {
    var label: Bilingual {
        switch self {
        case .confirm: Bilingual(en: "be confirmed", vi: "xác nhận")
        case .fulfil: Bilingual(en: "be fulfilled", vi: "giao hàng")
        case .close: Bilingual(en: "be closed", vi: "đóng")
        case .cancel: Bilingual(en: "be cancelled", vi: "hủy")
        }
    }
}

extension Bilingual {
    /// As it begins a line or stands alone in a cell.
    var capitalized: Bilingual {
        Bilingual(en: en.sentenceStart, vi: vi.sentenceStart)
    }

    /// What can be done now, of commands by their labels.
    static func possible(_ commands: [Bilingual]) -> Bilingual {
        guard !commands.isEmpty else {
            return Bilingual(en: "Nothing can be done to it any more.", vi: "Không còn bước nào thực hiện được.")
        }
        return Bilingual(
            en: "It can now \(commands.map(\.en).joined(separator: ", or ")).",
            vi: "Hiện có thể: \(commands.map(\.vi).joined(separator: ", ")).")
    }
}
