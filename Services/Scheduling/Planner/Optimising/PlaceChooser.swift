/// Looks at all places of an activity at once, and at what stands in its way at each.
struct PlaceChooser {
    private let preparation: Preparation
    /// Worked out when first asked for.
    private var places: [Places?]
    /// For each start that is looked at: the weight of what must leave for the customer's sake, and in all.
    private var atCustomer: [Double] = []
    private var costs: [Double] = []

    init(_ preparation: Preparation) {
        self.preparation = preparation
        places = Array(repeating: nil, count: preparation.taken.count)
    }

    struct Choice {
        var start: Int
        var employee: Int
    }

    /// Some hours of one employee, which an activity must at least touch.
    struct Hours {
        var span: Span
        var employee: Int
    }

    /// A free place if there is one, or else one where little of weight must leave, with some chance in it.
    mutating func choose(_ index: Int, _ draft: Draft, _ weights: [Double], random: inout SeededRandom) -> Choice? {
        best(index, draft, weights, in: nil, isFair: false, &random) { cost, random in
            cost * (0.5 + random.fraction())
        }
    }

    /// A free place, rather one that leaves no gap beside it, or any.
    mutating func chooseFree(
        _ index: Int, _ draft: Draft, in hours: Hours? = nil, isFair: Bool, random: inout SeededRandom
    ) -> Choice? {
        return best(index, draft, nil, in: hours, isFair: isFair, &random) { _, _ in nil }
    }
}

extension PlaceChooser {
    /// - Parameters:
    ///   - weights: by activity; nil: all alike.
    ///   - isFair: whether free places have equal chances.
    ///   - price: of a place where so much of weight must leave; nil: the place does not count.
    @inline(__always)
    private mutating func best(
        _ index: Int, _ draft: Draft, _ weights: [Double]?, in hours: Hours?, isFair: Bool,
        _ random: inout SeededRandom, price: (Double, inout SeededRandom) -> Double?
    ) -> Choice? {
        let activity = preparation.taken[index]
        let places = places(of: index)
        let range =
            hours.map { places.indices(from: $0.span.start - activity.length, to: $0.span.end) }
            ?? places.starts.indices
        guard let session = activity.sessions.first, !range.isEmpty else { return nil }
        weighCustomer(activity, draft, weights, places.starts, range)
        var best: Choice?
        var least = Double.infinity
        for (position, employee) in activity.employees.prefix(Places.mostEmployees).enumerated() {
            if let hours, employee != hours.employee { continue }
            let times = draft.bookings.employees[employee]
            weighEmployee(activity, times, weights, places.starts, range)
            for place in range where places.able[place] >> UInt64(position) & 1 == 1 {
                let cost = costs[place - range.lowerBound]
                let start = places.starts[place]
                var value: Double
                if cost > 0 {
                    guard let price = price(cost, &random) else { continue }
                    value = price
                } else if isFair {
                    value = -random.fraction()
                } else {
                    let gap = times.gap(beside: activity.reservation(session, at: start))
                    value = -1 / (Double(gap + 15) * (0.3 + random.fraction()))
                }
                if value < least { (least, best) = (value, Choice(start: start, employee: employee)) }
            }
        }
        return best
    }

    private mutating func places(of index: Int) -> Places {
        if let known = places[index] { return known }
        let found = Places(preparation.taken[index], preparation)
        places[index] = found
        return found
    }

    private mutating func weighCustomer(
        _ activity: TakenActivity, _ draft: Draft, _ weights: [Double]?, _ starts: [Int], _ range: Range<Int>
    ) {
        atCustomer.removeAll(keepingCapacity: true)
        atCustomer.append(contentsOf: repeatElement(0, count: range.count))
        guard let customer = activity.customer else { return }
        let times = draft.bookings.customers[customer]
        for session in activity.sessions {
            times.addWeights(weights, session.offset, session.end, starts[range], to: &atCustomer)
        }
    }

    private mutating func weighEmployee(
        _ activity: TakenActivity, _ times: BusyTimes, _ weights: [Double]?, _ starts: [Int], _ range: Range<Int>
    ) {
        costs.removeAll(keepingCapacity: true)
        costs.append(contentsOf: atCustomer)
        for session in activity.sessions {
            times.addWeights(
                weights, session.offset - activity.travelMinutes, session.end, starts[range], to: &costs)
        }
    }
}

extension BusyTimes {
    /// For each of some ascending starts, adds the weight of what a span from a lead to a tail meets.
    fileprivate func addWeights(
        _ weights: [Double]?, _ lead: Int, _ tail: Int, _ starts: ArraySlice<Int>, to costs: inout [Double]
    ) {
        costs.withUnsafeMutableBufferPointer { costs in
            forEachOverlap(starts, lead, tail) { place, entries in
                for entry in entries where entry.owner != Self.fixed { costs[place] += weights?[entry.owner] ?? 1 }
            }
        }
    }

    /// The lesser of the gaps before and behind a free span, at most ten hours.
    fileprivate func gap(beside span: Span) -> Int {
        let next = firstIndex(endingAfter: span.start)
        let before = next > 0 ? span.start - entries[next - 1].end : 600
        let behind = next < entries.count ? entries[next].start - span.end : 600
        return min(before, behind)
    }
}
