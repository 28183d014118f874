/// The local times of day at which a session may start (FORMAT 5.6): multiples of a step from each midnight, or, for
/// whole-day shifts, one time of day alone.
struct Grid: Sendable {
    /// Minutes between two starts; 1440 for one start a day.
    var step: Int
    /// The first start of a day, in minutes.
    var first: Int

    init(step: Int) { (self.step, first) = (step, 0) }
    init(timeOfDay: Int) { (step, first) = (1440, timeOfDay) }

    /// The first start at or after an instant.
    @inline(__always)
    func first(atOrAfter instant: Int, _ local: LocalTime) -> Int {
        var instant = instant
        var index = local.index(at: instant)
        while true {
            let stretch = local.stretches[index]
            let shown = instant + stretch.offset
            let midnight = floorDivide(shown, by: 1440) * 1440
            let minute = UInt32(truncatingIfNeeded: shown - midnight)
            let start = midnight + roundedUp(minute) - stretch.offset
            guard start >= stretch.end, index + 1 < local.stretches.count else { return start }
            index += 1
            instant = local.stretches[index].start
        }
    }

    /// The last start at or before an instant.
    @inline(__always)
    func last(atOrBefore instant: Int, _ local: LocalTime) -> Int {
        var instant = instant
        var index = local.index(at: instant)
        while true {
            let stretch = local.stretches[index]
            let shown = instant + stretch.offset
            let midnight = floorDivide(shown, by: 1440) * 1440
            let minute = UInt32(truncatingIfNeeded: shown - midnight)
            let start = midnight + roundedDown(minute) - stretch.offset
            guard start < stretch.start, index > 0 else { return start }
            index -= 1
            instant = stretch.start - 1
        }
    }

    /// The first start of the day that is not before a minute; of the next day, if need be.
    @inline(__always)
    private func roundedUp(_ minute: UInt32) -> Int {
        let (step, first) = (UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: first))
        if minute <= first { return Int(first) }
        let start = first + (minute - first + step - 1) / step * step
        return start < 1440 ? Int(start) : 1440 + self.first
    }

    /// The last start of the day that is not after a minute; of the day before, if need be.
    @inline(__always)
    private func roundedDown(_ minute: UInt32) -> Int {
        let (step, first) = (UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: first))
        guard minute < first else { return Int(first + (minute - first) / step * step) }
        // Only a single start a day has a first one that is not midnight.
        return self.first - 1440
    }
}
