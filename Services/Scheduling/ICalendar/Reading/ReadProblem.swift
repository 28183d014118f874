/// Why one component of a file was left out; the others are read all the same.
public struct ReadProblem: Error, Hashable, Sendable {
    /// From 1, in the file as it is, before unfolding.
    public let line: Int
    public let fault: ReadFault
    /// The `SUMMARY` of the entry, for people to recognise it by.
    public var title: String?

    init(line: Int, fault: ReadFault, title: String? = nil) {
        self.line = line
        self.fault = fault
        self.title = title
    }
}

extension ReadProblem: CustomStringConvertible {
    public var description: String {
        "line \(line): \(title.map { "\"\($0)\": " } ?? "")\(fault)"
    }
}

/// What is wrong with a component.
public enum ReadFault: Hashable, Sendable {
    /// Neither `NAME:value` nor `NAME;PARAMETER=value:value`.
    case malformedLine
    case notUTF8
    case lineTooLong(limit: Int)
    case missing(property: String)
    case repeated(property: String)
    case badValue(property: String)
    /// Neither in the IANA database nor a name of Windows nor defined in the file.
    case unknownZone(String)
    case badRule(RecurrenceRuleError)
    case endBeforeStart
    /// `RECURRENCE-ID;RANGE=THISANDFUTURE`
    case unsupported(String)
    /// The component is not closed where it should be.
    case notClosed(String)
    /// An `END` without its `BEGIN`.
    case notOpened(String)
}

extension ReadFault: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformedLine: "the line has no name and value"
        case .notUTF8: "the line is not UTF-8"
        case .lineTooLong(let limit): "the line is longer than \(limit) bytes"
        case .missing(let property): "\(property) is missing"
        case .repeated(let property): "\(property) stands twice"
        case .badValue(let property): "\(property) has a value that cannot be read"
        case .unknownZone(let name): "the time zone \(name) is not known"
        case .badRule(let error): "\(error)"
        case .endBeforeStart: "it ends before it begins"
        case .unsupported(let what): "\(what) is not supported"
        case .notClosed(let name): "\(name) is not closed"
        case .notOpened(let name): "END:\(name) without its BEGIN"
        }
    }
}
