import Messages

extension PlanStatus {
    /// As people read it.
    var label: Bilingual {
        switch self {
        case .draft: Bilingual(en: "a draft", vi: "bản nháp")
        case .submitted: Bilingual(en: "submitted", vi: "đã trình")
        case .approved: Bilingual(en: "approved", vi: "đã duyệt")
        case .sentBack: Bilingual(en: "sent back", vi: "bị trả lại")
        case .adjusting: Bilingual(en: "being adjusted", vi: "đang điều chỉnh")
        }
    }
}

extension PlanStep {
    var label: Bilingual {
        switch self {
        case .submit: Bilingual(en: "submit", vi: "trình duyệt")
        case .approve: Bilingual(en: "approve", vi: "duyệt")
        case .sendBack: Bilingual(en: "send back", vi: "trả lại")
        case .adjust: Bilingual(en: "adjust", vi: "mở điều chỉnh")
        }
    }
}

extension ProjectStatus {
    var label: Bilingual {
        switch self {
        case .planned: Bilingual(en: "planned", vi: "dự kiến")
        case .inProgress: Bilingual(en: "in progress", vi: "đang thực hiện")
        case .onHold: Bilingual(en: "on hold", vi: "tạm dừng")
        case .closed: Bilingual(en: "closed", vi: "đã đóng")
        case .cancelled: Bilingual(en: "cancelled", vi: "đã hủy")
        }
    }
}

extension ProjectCommand {
    var label: Bilingual {
        switch self {
        case .start: Bilingual(en: "start", vi: "bắt đầu")
        case .hold: Bilingual(en: "hold", vi: "tạm dừng")
        case .resume: Bilingual(en: "resume", vi: "tiếp tục")
        case .close: Bilingual(en: "close", vi: "đóng")
        case .cancel: Bilingual(en: "cancel", vi: "hủy")
        case .reopen: Bilingual(en: "reopen", vi: "mở lại")
        }
    }
}

extension ErrorFacts {
    /// A step that the status does not allow, and what is possible instead. The details are for programs.
    static func stepNotAllowed(
        _ code: String, _ step: (name: String, label: Bilingual), of record: Bilingual,
        status: (name: String, label: Bilingual), allowed: [(name: String, label: Bilingual)],
        member: String
    ) -> ErrorFacts {
        let (en, vi) = (allowed.map(\.label.en), allowed.map(\.label.vi))
        let next =
            allowed.isEmpty
            ? Bilingual(en: "No step is possible any more.", vi: "Không còn bước nào thực hiện được.")
            : Bilingual(
                en: "Possible now: \(en.joined(separator: ", ")).",
                vi: "Hiện có thể: \(vi.joined(separator: ", ")).")
        return ErrorFacts(
            code: code, consequence: .conflict,
            en: "The \(record.en) is \(status.label.en), so the step \"\(step.label.en)\" is not possible. \(next.en)",
            vi:
                "Trạng thái \(record.vi): \(status.label.vi), nên chưa thực hiện được bước \"\(step.label.vi)\". \(next.vi)",
            details: [
                member: step.name, "status": status.name, "allowed": allowed.map(\.name).joined(separator: ","),
            ])
    }
}
