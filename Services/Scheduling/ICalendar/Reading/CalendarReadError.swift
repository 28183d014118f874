/// Why nothing at all of a file is read.
public enum CalendarReadError: Error, Hashable, Sendable {
    /// It does not begin with `BEGIN:VCALENDAR` in UTF-8.
    case notACalendar(line: Int)
    case tooManyBytes(limit: Int)
    case tooManyEntries(limit: Int, line: Int)
    /// Components inside components, as only a hostile file has them.
    case nestedTooDeeply(line: Int)
}

extension CalendarReadError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notACalendar(let line): "line \(line): this is not an iCalendar file in UTF-8"
        case .tooManyBytes(let limit): "the file is larger than \(limit) bytes"
        case .tooManyEntries(let limit, let line): "line \(line): the file has more than \(limit) entries"
        case .nestedTooDeeply(let line): "line \(line): too many components inside each other"
        }
    }
}
