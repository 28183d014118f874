extension WorkingCalendar {
    /// How far is looked for the next working minute: ten years.
    private static let horizon = 3660

    /// The minutes worked from one instant to another; negative where the second is the earlier one.
    public func minutes(from start: Int, to end: Int) -> Int {
        if end < start { return -minutes(from: end, to: start) }
        return workingTime(in: Interval(start, end)).minutes
    }

    /// The instant `minutes` working minutes away: the first for which `minutes(from: instant, to: result)` is that
    /// many, so that eight hours from a morning end in that evening and not on the next morning. Of a negative number,
    /// the last such instant before. Of 0, the instant itself.
    ///
    /// Nothing where ten years go by without work.
    public func adding(minutes: Int, to instant: Int) -> Int? {
        if minutes == 0 { return instant }
        var (left, idle) = (abs(minutes), 0)
        var day = clock.day(at: instant)
        while idle <= Self.horizon {
            let time = workingTime(on: day).clipped(to: minutes > 0 ? Interval(instant, .max) : Interval(.min, instant))
            let length = time.minutes
            if length >= left { return minutes > 0 ? time.instant(after: left) : time.instant(beforeLast: left) }
            left -= length
            idle = length == 0 ? idle + 1 : 0
            day = day.adding(days: minutes > 0 ? 1 : -1)
        }
        return nil
    }

    /// The instant itself if it is worked, or the next that is. Nothing where ten years go by without work.
    public func nextWorkingTime(atOrAfter instant: Int) -> Int? {
        adding(minutes: 1, to: instant).map { $0 - 1 }
    }

    /// The working day `count` working days behind `day`, or before it for a negative count. Of 0, the day itself if it
    /// is worked, or the next that is. Nothing where ten years go by without work.
    public func adding(workingDays count: Int, to day: CivilDay) -> CivilDay? {
        if count == 0, isWorkingDay(day) { return day }
        var (left, idle, day) = (max(1, abs(count)), 0, day)
        while idle <= Self.horizon {
            day = day.adding(days: count < 0 ? -1 : 1)
            idle += 1
            guard isWorkingDay(day) else { continue }
            (left, idle) = (left - 1, 0)
            if left == 0 { return day }
        }
        return nil
    }

    /// The same time of day `count` working days away (a deadline "by this time in three working days"), or the next
    /// that the clock shows.
    public func adding(workingDays count: Int, to instant: Int) -> Int? {
        guard let day = adding(workingDays: count, to: clock.day(at: instant)) else { return nil }
        return clock.firstInstant(on: day, minuteOfDay: clock.minuteOfDay(at: instant))
    }
}

extension IntervalSet {
    /// The end of the first `minutes` minutes, of which there must be that many.
    fileprivate func instant(after minutes: Int) -> Int? {
        var left = minutes
        for interval in intervals {
            if left <= interval.minutes { return interval.start + left }
            left -= interval.minutes
        }
        return nil
    }

    /// The start of the last `minutes` minutes.
    fileprivate func instant(beforeLast minutes: Int) -> Int? {
        var left = minutes
        for interval in intervals.reversed() {
            if left <= interval.minutes { return interval.end - left }
            left -= interval.minutes
        }
        return nil
    }
}
