/// The simple values of the format (FORMAT 1 and 2.7).
extension JSONScanner {
    mutating func identifier() throws -> Identifier {
        let identifier = Identifier(bytes: try decoded(try text()))
        guard !identifier.bytes.isEmpty else { throw ProblemError("must not be empty") }
        return identifier
    }

    mutating func string() throws -> String { String(decoding: try decoded(try text()), as: UTF8.self) }

    /// A whole number of at least 0; what is greater than any calendar is cut down to `JSONNumber.ceiling`.
    mutating func count() throws -> Int {
        let number = try number()
        guard let whole = number.whole else { throw ProblemError("must be a whole number") }
        guard !number.isNegative || whole == 0 else { throw ProblemError("must not be negative") }
        return whole
    }

    /// An instant in minutes since 1970-01-01T00:00Z (FORMAT 1.2).
    @inline(__always)
    mutating func instant() throws -> Int {
        try parsed("an instant of the form YYYY-MM-DDTHH:MM:00 and Z, +HH:MM or -HH:MM", DateText.instant)
    }

    /// A local date in days since 1970-01-01.
    mutating func day() throws -> Int { try parsed("a date of the form YYYY-MM-DD", DateText.day) }

    /// A time of day in minutes since `00:00` (FORMAT 1.5).
    mutating func timeOfDay() throws -> Int {
        try parsed("a time of day from 00:00 to 24:00", DateText.timeOfDay)
    }

    mutating func weekday() throws -> Weekday {
        try parsed("a weekday: mon, tue, wed, thu, fri, sat or sun", Weekday.named)
    }

    mutating func priority() throws -> Priority {
        try parsed("a priority: veryHigh, high, medium, low or veryLow") { text in
            Priority.allCases.first { $0.name.utf8.elementsEqual(text) }
        }
    }

    /// A text that must have one form.
    @inline(__always)
    mutating func parsed<T>(
        _ form: StaticString, _ parse: (UnsafeBufferPointer<UInt8>) -> T?
    ) throws -> T {
        let text = try text()
        let value: T?
        if text.isEscaped {
            value = try decoded(text).withUnsafeBufferPointer(parse)
        } else {
            value = parse(UnsafeBufferPointer(rebasing: bytes[text.start..<text.end]))
        }
        guard let value else { throw ProblemError("must be \(form), not \(quoted(text))") }
        return value
    }

    /// The beginning of a text as it stands in the file: on one line and harmless to a terminal.
    func quoted(_ text: JSONText) -> String {
        let shown = bytes[text.start..<text.end].prefix(60)
        let safe = shown.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "?" }
        return "\"\(String(safe))\(shown.count < text.end - text.start ? "…" : "")\""
    }
}

extension Weekday {
    static func named(_ text: UnsafeBufferPointer<UInt8>) -> Weekday? {
        allCases.first { "\($0)".utf8.elementsEqual(text) }
    }
}

extension Priority {
    var name: String {
        switch self {
        case .veryHigh: "veryHigh"
        case .high: "high"
        case .medium: "medium"
        case .low: "low"
        case .veryLow: "veryLow"
        }
    }
}
