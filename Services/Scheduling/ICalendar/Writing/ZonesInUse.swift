import Foundation

/// The zones that the entries of a file name, each with the years in which they are needed.
struct ZonesInUse {
    /// Sorted by their identifiers, so that the same entries give the same file.
    let definitions: [ZoneDefinition]

    /// How long a recurring entry without an end is foreseen after it was written.
    private static let yearsAhead = 10
    /// A rule until 9999 shall not fill the file with its changes of the clock.
    private static let mostYearsAhead = 30

    init(_ entries: [Entry]) {
        var years: [Zone: ClosedRange<Int>] = [:]
        for entry in entries {
            for time in [entry.start, entry.end, entry.recurrenceID] {
                guard case .zoned(let local, let zone) = time, !zone.isUTC else { continue }
                // The year before, as the zone's history must begin before the first time in use.
                let last = max(local.year, time == entry.start ? Self.lastYear(of: entry, local) : 0)
                let range = (local.year - 1)...last
                let known = years[zone] ?? range
                years[zone] =
                    min(known.lowerBound, range.lowerBound)...max(known.upperBound, range.upperBound)
            }
        }
        definitions = years.map { zone, years in
            switch zone {
            case .iana(let known): ZoneDefinition(known, years: years)
            case .defined(let definition): definition
            }
        }
        .sorted { $0.identifier < $1.identifier }
    }

    private static func lastYear(of entry: Entry, _ start: LocalDateTime) -> Int {
        let added = entry.additions.map(\.year).max() ?? start.year
        guard let rule = entry.rule else { return added }
        let stamped = Zone.utc.local(at: entry.stamp).year
        let limit = max(start.year, stamped) + mostYearsAhead
        if case .until(let bound) = rule.end { return max(added, min(bound.year, limit)) }
        return max(added, max(start.year, stamped) + yearsAhead)
    }
}

extension RecurrenceBound {
    fileprivate var year: Int {
        switch self {
        case .date(let date): date.year
        case .local(let local), .utc(let local): local.year
        }
    }
}
