extension Explainer {
    /// The smallest set of employees without whom the rules leave a moved activity at its planned time (FORMAT 7.4, 7.5);
    /// of equally small sets the first. Empty if there is none.
    ///
    /// Only those who are busy at the planned time come into question: to leave out one who is free lowers the score of
    /// the planned time as well.
    static func employeesToLeaveOut(
        _ activity: TakenActivity, _ bookings: Bookings, _ preparation: Preparation, _ search: inout ShiftSearch
    ) -> [Int] {
        guard activity.employees.count > 2, activity.zeroIsCandidate,
            preparation.customerFits(activity, at: activity.start, bookings)
        else { return [] }
        let busy = activity.employees.filter { !bookings.fits($0, activity, at: activity.start) }
        guard busy.count < activity.employees.count else { return [] }
        for count in 1...max(1, busy.count) {
            for out in subsets(of: busy, count, most: 64) {
                let rest = activity.employees.filter { !out.contains($0) }
                if staysAtPlannedTime(activity, rest, busy.count - count, bookings, &search) { return out }
            }
        }
        return []
    }

    private static func staysAtPlannedTime(
        _ activity: TakenActivity, _ employees: [Int], _ busy: Int, _ bookings: Bookings, _ search: inout ShiftSearch
    ) -> Bool {
        if employees.count <= 2 || busy == 0 { return true }
        var best = BestStart(anchor: activity.start, minimum: employees.count - busy + 1)
        search.improve(&best, activity, employees: employees, bookings)
        return best.start == nil
    }

    /// The first sets of so many, in order.
    private static func subsets(of elements: [Int], _ count: Int, most: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        var found: [[Int]] = []
        for (position, element) in elements.enumerated() where found.count < most {
            for rest in subsets(of: Array(elements[(position + 1)...]), count - 1, most: most - found.count) {
                found.append([element] + rest)
            }
        }
        return found
    }
}
