import Foundation

extension ZoneDefinition {
    /// A zone of the IANA database whose clocks show the same all through a span of time, so that what a file defines under
    /// a name of its own can be kept by a name that others know: Viet Nam's where it fits, else one that Windows knows, else
    /// any, else one that only says its distance from UTC. Nil where none is like it.
    public func known(from first: Date, to last: Date) -> Zone? {
        let moments = moments(from: first, to: last)
        func isSame(_ zone: Zone) -> Bool { moments.allSatisfy { zone.offset(at: $0) == offset(at: $0) } }
        if let zone = Self.candidates.first(where: isSame) { return zone }
        let fixed = TimeZone(secondsFromGMT: offset(at: first)).flatMap { Zone(identifier: $0.identifier) }
        return fixed.flatMap { isSame($0) ? $0 : nil }
    }

    /// Every week, and just before and at each change that is defined: a zone with other changes differs for longer.
    private func moments(from first: Date, to last: Date) -> [Date] {
        var moments = Array(stride(from: first, through: max(first, last), by: 7 * 86_400))
        for second in changeSeconds {
            let change = Date(timeIntervalSince1970: TimeInterval(second))
            if change > first, change < last { moments += [change.addingTimeInterval(-1), change] }
        }
        return moments
    }

    private static let candidates: [Zone] = {
        var seen: Set<String> = []
        let names = ["Asia/Ho_Chi_Minh"] + WindowsZones.zones + TimeZone.knownTimeZoneIdentifiers.sorted()
        return names.filter { seen.insert($0).inserted }.compactMap { Zone(identifier: $0) }
    }()
}
