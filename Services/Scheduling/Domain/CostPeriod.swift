import Foundation
import Messages

/// From when until when costs count, both days included; at most twenty years.
struct CostPeriod: Sendable, Hashable {
    var from: Day
    var to: Day

    init(from: Day, to: Day) throws(CostReportError) {
        guard from <= to, to <= from.adding(months: 240) else { throw .invalidPeriod }
        (self.from, self.to) = (from, to)
    }
}

enum CostReportError: FactError {
    case invalidPeriod

    var facts: ErrorFacts {
        switch self {
        case .invalidPeriod:
            ErrorFacts(
                code: "invalid-period", consequence: .invalid,
                en: "Give from and to together; the period does not end before it begins and is of at most 20 years.",
                vi: "Hãy nhập cả from và to; ngày cuối không trước ngày đầu và kỳ dài tối đa 20 năm.", path: "from")
        }
    }
}
