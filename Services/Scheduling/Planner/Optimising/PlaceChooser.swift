/// Looks at all places of an activity at once, and at what stands in its way at each.
struct PlaceChooser: Sendable {
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
        chooseFree(index, draft, isFair: false, random: &random) ?? cheapest(index, draft, weights, &random)
    }

    mutating func places(of index: Int) -> Places {
        if let known = places[index] { return known }
        let found = Places(preparation.taken[index], preparation)
        places[index] = found
        return found
    }
}

extension PlaceChooser {
    /// A free place, rather one that leaves no gap beside it, or, fairly, any.
    mutating func chooseFree(
        _ index: Int, _ draft: Draft, in hours: Hours? = nil, isFair: Bool, random: inout SeededRandom
    ) -> Choice? {
        let activity = preparation.taken[index]
        let places = places(of: index)
        let range =
            hours.map { places.indices(from: $0.span.start - activity.length, to: $0.span.end) }
            ?? places.starts.indices
        guard let session = activity.sessions.first, !range.isEmpty else { return nil }
        let lead = session.offset - activity.travelMinutes
        let later = activity.sessions.dropFirst()
        let booked = activity.customer.map { draft.bookings.customers[$0] }
        let customer = booked?.entries.isEmpty == false ? booked : nil
        var best: Choice?
        var least = Double.infinity
        for (position, employee) in activity.employees.prefix(Places.mostEmployees).enumerated() {
            if let hours, employee != hours.employee { continue }
            let times = draft.bookings.employees[employee]
            times.forEachGap(places.starts, range, lead, session.end) { gap in
                for place in gap where places.able[place] >> UInt64(position) & 1 == 1 {
                    let start = places.starts[place]
                    guard later.isEmpty || later.allSatisfy({ times.isClear(activity.reservation($0, at: start)) })
                    else { continue }
                    if let customer {
                        guard activity.sessions.allSatisfy({ customer.isClear($0.span(from: start)) }) else { continue }
                    }
                    let chance = random.fraction()
                    let left = Double(places.leeway(at: place, in: gap))
                    let value = isFair ? chance : (left + 15) * (0.3 + chance)
                    if value < least { (least, best) = (value, Choice(start: start, employee: employee)) }
                }
            }
        }
        return best
    }
}

extension PlaceChooser {
    /// Of all places, one where little of weight must leave, with some chance in it.
    private mutating func cheapest(
        _ index: Int, _ draft: Draft, _ weights: [Double], _ random: inout SeededRandom
    ) -> Choice? {
        let activity = preparation.taken[index]
        let places = places(of: index)
        weighCustomer(activity, draft, weights, places.starts)
        var best: Choice?
        var least = Double.infinity
        for (position, employee) in activity.employees.prefix(Places.mostEmployees).enumerated() {
            weighEmployee(activity, draft.bookings.employees[employee], weights, places.starts)
            for place in places.starts.indices where places.able[place] >> UInt64(position) & 1 == 1 {
                let value = costs[place] * (0.5 + random.fraction())
                if value < least { (least, best) = (value, Choice(start: places.starts[place], employee: employee)) }
            }
        }
        return best
    }

    private mutating func weighCustomer(
        _ activity: TakenActivity, _ draft: Draft, _ weights: [Double], _ starts: [Int]
    ) {
        atCustomer.removeAll(keepingCapacity: true)
        atCustomer.append(contentsOf: repeatElement(0, count: starts.count))
        guard let customer = activity.customer else { return }
        let times = draft.bookings.customers[customer]
        for session in activity.sessions {
            times.addWeights(weights, session.offset, session.end, starts, to: &atCustomer)
        }
    }

    private mutating func weighEmployee(
        _ activity: TakenActivity, _ times: BusyTimes, _ weights: [Double], _ starts: [Int]
    ) {
        costs.removeAll(keepingCapacity: true)
        costs.append(contentsOf: atCustomer)
        for session in activity.sessions {
            times.addWeights(weights, session.offset - activity.travelMinutes, session.end, starts, to: &costs)
        }
    }
}

extension BusyTimes {
    /// For each of some ascending starts, adds the weight of what a span from a lead to a tail meets.
    fileprivate func addWeights(
        _ weights: [Double], _ lead: Int, _ tail: Int, _ starts: [Int], to costs: inout [Double]
    ) {
        costs.withUnsafeMutableBufferPointer { costs in
            forEachOverlap(starts, lead, tail) { place, entries in
                for entry in entries where entry.owner != Self.fixed { costs[place] += weights[entry.owner] }
            }
        }
    }
}
