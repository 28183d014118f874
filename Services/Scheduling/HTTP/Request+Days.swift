import Foundation
import Hummingbird
import Messages
import ServiceHTTP
import ServiceKit

extension Request {
    /// The days from `from` to `to`, both included; at most so many. Today where no `from` is given, and 31 days where there
    /// is no `to`. Throws for every other parameter that is not one of `others`.
    func days(most: Int, from now: Instant, beside others: [String] = []) throws -> ClosedRange<Day> {
        try takesOnly(["from", "to"] + others)
        let filters = try list().filters
        let today = LocalZone.vietNam.day(of: now)
        guard let from = filters["from"].map({ Day($0) }) ?? today, FirmTime.years.contains(from.year) else {
            throw WorkingTimeError.daysInvalid(path: "from", most: most)
        }
        guard let to = filters["to"].map({ Day($0) }) ?? from.adding(days: 30), from <= to,
            FirmTime.years.contains(to.year), to.daysSince1970 - from.daysSince1970 < Int64(most)
        else { throw WorkingTimeError.daysInvalid(path: "to", most: most) }
        return from...to
    }
}
