extension RecurrenceRule {
    /// `UNTIL` in the form that goes with the start: a day with days, UTC with zones (RFC 5545 §3.3.10).
    func ending(like start: CalendarTime) -> RecurrenceRule {
        guard case .until(let old) = end, !old.fits(start) else { return self }
        let zone = start.zone ?? .utc
        let last = Recurrence(start: start.local, zone: zone, rule: self).lastStart(of: self)
        let bound: RecurrenceBound =
            switch start {
            case .date: .date(last.date)
            case .floating: .local(last)
            case .utc, .zoned: .utc(Zone.utc.local(at: zone.instant(of: last)))
            }
        return ending(.until(bound))
    }
}

extension RecurrenceBound {
    fileprivate func fits(_ start: CalendarTime) -> Bool {
        switch (self, start) {
        case (.date, .date), (.local, .floating), (.utc, .utc), (.utc, .zoned): true
        default: false
        }
    }
}
