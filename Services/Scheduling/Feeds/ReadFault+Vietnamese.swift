import ICalendar

extension ReadFault {
    /// What is wrong with a line, as a Vietnamese reader is told.
    var vietnamese: String {
        switch self {
        case .malformedLine: "dòng không có tên và giá trị"
        case .notUTF8: "dòng không phải UTF-8"
        case .lineTooLong(let limit): "dòng dài quá \(limit) byte"
        case .missing(let property): "thiếu \(property)"
        case .repeated(let property): "\(property) xuất hiện hai lần"
        case .badValue(let property): "giá trị của \(property) không đọc được"
        case .unknownZone(let name): "không biết múi giờ \(name), tệp cũng không định nghĩa (VTIMEZONE)"
        case .badRule(let error): "quy tắc lặp không dùng được (\(error))"
        case .endBeforeStart: "giờ kết thúc trước giờ bắt đầu"
        case .unsupported(let what): "chưa hỗ trợ \(what)"
        case .notClosed(let name): "\(name) không có END"
        case .notOpened(let name): "END:\(name) không có BEGIN"
        }
    }
}
