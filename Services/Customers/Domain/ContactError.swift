import Messages

enum ContactError: QuenError, Hashable {
    case alreadyLeft, stillWorking, leftCannotBePrimary, inUse

    var code: String {
        switch self {
        case .alreadyLeft: "contact-already-left"
        case .stillWorking: "contact-still-working"
        case .leftCannotBePrimary: "contact-left-cannot-be-primary"
        case .inUse: "contact-in-use"
        }
    }

    var consequence: Consequence { .conflict }

    var message: Bilingual {
        switch self {
        case .alreadyLeft:
            Bilingual(en: "The contact has left already.", vi: "Người liên hệ đã không còn làm việc.")
        case .stillWorking:
            Bilingual(en: "The contact still works there.", vi: "Người liên hệ vẫn còn làm việc.")
        case .leftCannotBePrimary:
            Bilingual(
                en: "A contact who has left cannot be the primary one. Record the return first.",
                vi: "Người đã nghỉ không thể là người liên hệ chính. Hãy ghi nhận quay lại trước.")
        case .inUse:
            Bilingual(
                en: "Interactions, quotes or appointments name this contact. Mark the person as left instead.",
                vi: "Đã có lần tiếp xúc, báo giá hoặc lịch hẹn với người này. Hãy đánh dấu không còn làm việc.")
        }
    }
}
