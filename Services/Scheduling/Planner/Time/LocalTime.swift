import Foundation

/// What a wall clock in one time zone shows (FORMAT 1.4), in minutes. A span of time in which the offset from UTC stays
/// the same is a stretch; within one, local time is the instant plus the offset.
struct LocalTime: Sendable {
    struct Stretch: Sendable {
        /// The first instant; of the first stretch, long before anything is asked for.
        var start: Int
        /// The instant behind the last; of the last stretch, long after anything is asked for.
        var end: Int
        /// Minutes to add to an instant. Seconds, as offsets had them long ago, are cut off: a wall clock shows minutes.
        var offset: Int
    }

    /// In order of time, without gaps, never empty.
    let stretches: [Stretch]

    /// Before and after every instant that the format can write.
    static let always = Span(start: -1_000_000_000_000, end: 1_000_000_000_000)

    /// - Parameter span: where local time is exact. Beyond it, the nearest offset goes on.
    init?(zone name: String, around span: Span) {
        guard Self.isKnown(name), let zone = TimeZone(identifier: name) else { return nil }
        func offset(_ minute: Int) -> Int {
            floorDivide(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute) * 60)), by: 60)
        }
        var found = [Stretch(start: Self.always.start, end: Self.always.end, offset: offset(span.start))]
        var known = span.start
        while known < span.end {
            let probe = min(known + Self.probeMinutes, span.end)
            let next = offset(probe)
            if next != found[found.count - 1].offset {
                let change = Self.firstChange(after: known, upTo: probe, offset)
                found[found.count - 1].end = change
                found.append(Stretch(start: change, end: Self.always.end, offset: next))
            }
            known = probe
        }
        stretches = found
    }

    /// Offsets never changed twice within so short a time.
    private static let probeMinutes = 720

    /// The first instant with the new offset, by halving.
    private static func firstChange(after known: Int, upTo probe: Int, _ offset: (Int) -> Int) -> Int {
        let old = offset(known)
        var (before, after) = (known, probe)
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if offset(middle) == old { before = middle } else { after = middle }
        }
        return after
    }

    /// The index of the stretch that holds an instant.
    @inline(__always)
    func index(at instant: Int) -> Int {
        guard stretches.count > 1 else { return 0 }
        var (low, high) = (0, stretches.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].end <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Minutes since 1970-01-01T00:00 on the wall clock.
    @inline(__always)
    func local(_ instant: Int) -> Int { instant + stretches[index(at: instant)].offset }

    /// The local date, in days since 1970-01-01.
    @inline(__always)
    func day(_ instant: Int) -> Int { floorDivide(local(instant), by: 1440) }

    /// The local time of day, in minutes.
    @inline(__always)
    func timeOfDay(_ instant: Int) -> Int {
        let local = local(instant)
        return local - floorDivide(local, by: 1440) * 1440
    }

    /// The first instant of a local date; of a date that a zone left out, the first instant behind it.
    func firstInstant(ofDay day: Int) -> Int {
        for stretch in stretches {
            let start = max(stretch.start, day * 1440 - stretch.offset)
            if start < min(stretch.end, (day + 1) * 1440 - stretch.offset) { return start }
        }
        return stretches.first { floorDivide($0.start + $0.offset, by: 1440) > day }?.start ?? Self.always.end
    }
}

extension LocalTime {
    /// Whether there is such a zone in the IANA database. Foundation knows more names than that: offsets such as
    /// `GMT+7` and abbreviations such as `PST`.
    static func isKnown(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "+"):
                true
            default: false
            }
        }
        guard isPlain, name.contains("/") ? !name.hasPrefix("SystemV/") : plainNames.contains(name) else {
            return false
        }
        return TimeZone(identifier: name) != nil
    }

    /// The names without a region.
    private static let plainNames: Set<String> = [
        "CET", "CST6CDT", "Cuba", "EET", "EST", "EST5EDT", "Egypt", "Eire", "Factory", "GB", "GB-Eire", "GMT", "GMT+0",
        "GMT-0", "GMT0", "Greenwich", "HST", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein",
        "Libya", "MET", "MST", "MST7MDT", "NZ", "NZ-CHAT", "Navajo", "PRC", "PST8PDT", "Poland", "Portugal", "ROC",
        "ROK", "Singapore", "Turkey", "UCT", "UTC", "Universal", "W-SU", "WET", "Zulu",
    ]
}
