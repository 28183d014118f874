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
        let places = places(of: index)
        let range =
            hours.map { places.indices(from: $0.span.start - places.length, to: $0.span.end) }
            ?? places.starts.indices
        guard let session = places.sessions.first, !range.isEmpty else { return nil }
        let lead = session.offset - places.travelMinutes
        var best: Choice?
        var least = Double.infinity
        for (position, employee) in places.employees.enumerated() {
            if let hours, employee != hours.employee { continue }
            let times = draft.bookings.employees[employee]
            times.forEachGap(places.starts, range, lead, session.end) { gap in
                for place in gap where places.isAble(position, at: place) {
                    let chance = random.fraction()
                    let left = Double(places.leeway(at: place, in: gap))
                    let value = isFair ? chance : (left + 15) * (0.3 + chance)
                    let start = places.starts[place]
                    // What costs more is asked only of what would be chosen.
                    guard value < least, places.isFree(at: start, times, draft.bookings) else { continue }
                    (least, best) = (value, Choice(start: start, employee: employee))
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
        let places = places(of: index)
        weighCustomer(places, draft, weights)
        var best: Choice?
        var least = Double.infinity
        for (position, employee) in places.employees.enumerated() {
            weighEmployee(places, draft.bookings.employees[employee], weights)
            for place in places.starts.indices where places.isAble(position, at: place) {
                let value = costs[place] * (0.5 + random.fraction())
                if value < least { (least, best) = (value, Choice(start: places.starts[place], employee: employee)) }
            }
        }
        return best
    }

    private mutating func weighCustomer(_ places: Places, _ draft: Draft, _ weights: [Double]) {
        atCustomer.removeAll(keepingCapacity: true)
        atCustomer.append(contentsOf: repeatElement(0, count: places.starts.count))
        guard let customer = places.customer else { return }
        let times = draft.bookings.customers[customer]
        for session in places.sessions {
            times.addWeights(weights, session.offset, session.end, places.starts, to: &atCustomer)
        }
    }

    private mutating func weighEmployee(_ places: Places, _ times: BusyTimes, _ weights: [Double]) {
        costs.removeAll(keepingCapacity: true)
        costs.append(contentsOf: atCustomer)
        for session in places.sessions {
            times.addWeights(weights, session.offset - places.travelMinutes, session.end, places.starts, to: &costs)
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
