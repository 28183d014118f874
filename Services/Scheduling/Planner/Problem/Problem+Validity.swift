extension Problem {
    /// What cannot be seen at one value alone (FORMAT 2.7): ranges, the zone, and that nothing has a name twice.
    package func validate() throws(ProblemError) {
        guard window.start < window.end else { throw ProblemError("from must be before to", at: "window") }
        guard (1...1440).contains(gridMinutes) else {
            throw ProblemError("must be a whole number from 1 to 1440", at: "gridMinutes")
        }
        guard LocalTime.isKnown(timeZone) else { throw ProblemError("is not a known time zone", at: "timeZone") }
        try unique(workingExceptions.map(\.day), "date", in: "workingExceptions")
        try unique(employees.map(\.id), "id", in: "employees")
        try unique(customers.map(\.id), "id", in: "customers")
        try unique(activities.map(\.id), "id", in: "activities")
    }

    private func unique(_ keys: [some Hashable], _ member: String, in list: String) throws(ProblemError) {
        guard let index = Self.firstRepeated(keys) else { return }
        throw ProblemError("is there twice", at: "\(list)[\(index)].\(member)")
    }

    private static func firstRepeated<Key: Hashable>(_ keys: [Key]) -> Int? {
        var seen = Set<Key>(minimumCapacity: keys.count)
        return keys.firstIndex { !seen.insert($0).inserted }
    }
}
