import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit

extension Request {
    /// `from` and `to`, which go together; without them the present month.
    func period(most: Int, at now: Instant) throws -> ReportPeriod {
        switch (try day("from"), try day("to")) {
        case (nil, nil):
            let last = LocalZone.vietNam.day(of: now).lastOfMonth
            return try ReportPeriod(from: last.adding(days: 1).adding(months: -1), to: last, most: most)
        case (let from?, let to?): return try ReportPeriod(from: from, to: to, most: most)
        default: throw ReportError.invalidPeriod(most: most)
        }
    }

    /// `from` and `to` of costs, which go together; without them all days.
    func costPeriod() throws -> CostPeriod? {
        switch (try day("from"), try day("to")) {
        case (nil, nil): nil
        case (let from?, let to?): try CostPeriod(from: from, to: to)
        default: throw CostReportError.invalidPeriod
        }
    }
}
