import ICalendar
import Messages

extension RecurrenceRuleError {
    /// In both languages; names of RFC 5545 stay as they are written.
    var reason: Bilingual {
        let vi =
            switch self {
            case .missingFrequency: "quy tắc thiếu FREQ"
            case .unsupportedFrequency(let value): "chưa dùng được FREQ=\(value), chỉ từ DAILY đến YEARLY"
            case .unsupportedPart(let part): "chưa dùng được \(part)"
            case .unknownPart(let part): "quy tắc lặp không có mục \(part)"
            case .repeatedPart(let part): "\(part) xuất hiện hai lần"
            case .noValue(let part): "\(part) thiếu giá trị, mỗi phần có dạng TÊN=GIÁ TRỊ"
            case .malformed(let part, let value): "\(part) không nhận giá trị \(value)"
            case .outOfRange(let part): "\(part) nằm ngoài khoảng cho phép"
            case .countAndUntil: "chỉ dùng một trong hai mục COUNT và UNTIL"
            case .ordinalInShortPeriod: "BYDAY chỉ kèm số thứ tự khi lặp theo MONTHLY hoặc YEARLY"
            case .monthDayInWeek: "BYMONTHDAY không dùng với WEEKLY"
            case .setPositionAlone: "BYSETPOS cần thêm một mục BY khác"
            case .tooLong: "quy tắc quá dài"
            }
        return Bilingual(en: description, vi: vi)
    }
}

extension ReadFault {
    var reason: Bilingual {
        let vi =
            switch self {
            case .malformedLine: "dòng không có tên và giá trị"
            case .notUTF8: "dòng không phải UTF-8"
            case .lineTooLong(let limit): "dòng dài quá \(limit) byte"
            case .missing(let property): "thiếu \(property)"
            case .repeated(let property): "\(property) xuất hiện hai lần"
            case .badValue(let property): "không đọc được giá trị của \(property)"
            case .unknownZone(let name): "không có múi giờ \(name)"
            case .badRule(let error): error.reason.vi
            case .endBeforeStart: "kết thúc trước khi bắt đầu"
            case .unsupported(let what): "chưa hỗ trợ \(Self.phrases[what] ?? what)"
            case .notClosed(let name): "\(name) chưa được đóng"
            case .notOpened(let name): "END:\(name) không có BEGIN"
            }
        return Bilingual(en: description, vi: vi)
    }

    /// What is named in words rather than by RFC 5545.
    private static let phrases = ["a file with so many time zones": "tệp có quá nhiều múi giờ"]
}
