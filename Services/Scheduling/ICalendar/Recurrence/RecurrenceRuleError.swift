/// Why a rule is refused; `part` is the name in the text, such as `BYDAY`.
public enum RecurrenceRuleError: Error, Hashable, Sendable {
    case missingFrequency
    /// `HOURLY`, `MINUTELY`, `SECONDLY`.
    case unsupportedFrequency(String)
    /// The RFC knows the part, this module does not: `BYHOUR`, `BYWEEKNO`…
    case unsupportedPart(String)
    case unknownPart(String)
    case repeatedPart(String)
    /// Something that is not `NAME=VALUE`.
    case noValue(String)
    /// Not of the form that the part must have.
    case malformed(part: String, value: String)
    case outOfRange(String)
    case countAndUntil
    /// `BYDAY=2MO` is for months and years only.
    case ordinalInShortPeriod
    /// `BYMONTHDAY` with `FREQ=WEEKLY`.
    case monthDayInWeek
    /// `BYSETPOS` without another part to choose from.
    case setPositionAlone
    /// Longer than any real rule.
    case tooLong
}

extension RecurrenceRuleError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingFrequency: "the rule has no FREQ"
        case .unsupportedFrequency(let value): "FREQ=\(value) is not supported, only DAILY to YEARLY"
        case .unsupportedPart(let part): "\(part) is not supported"
        case .unknownPart(let part): "there is no rule part \(part)"
        case .repeatedPart(let part): "\(part) stands twice"
        case .noValue(let part): "\(part) has no value, each part is NAME=VALUE"
        case .malformed(let part, let value): "\(part) cannot be \(value)"
        case .outOfRange(let part): "\(part) is out of its range"
        case .countAndUntil: "COUNT and UNTIL exclude each other"
        case .ordinalInShortPeriod: "BYDAY takes a number only with MONTHLY and YEARLY"
        case .monthDayInWeek: "BYMONTHDAY does not go with WEEKLY"
        case .setPositionAlone: "BYSETPOS needs another BY part to choose from"
        case .tooLong: "the rule is too long"
        }
    }
}
