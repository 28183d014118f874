/// The names of members that the format knows (FORMAT 2). All others are ignored.
enum Member: String, CaseIterable {
    case timeZone, window, from, to, workingHours, workingExceptions, date, intervals, gridMinutes, maxShiftDays
    case employees, customers, activities
    case id, commitments, start, end, travelMinutes, unavailable, weeklyUnavailable, weekday
    case kind, priority, status, sessions, plannedDate, deadline, customer

    /// The names by their length in bytes.
    private static let byLength: [[(name: [UInt8], member: Member)]] = {
        let longest = allCases.map(\.rawValue.utf8.count).max() ?? 0
        var table = Array(repeating: [(name: [UInt8], member: Member)](), count: longest + 1)
        for member in allCases { table[member.rawValue.utf8.count].append((Array(member.rawValue.utf8), member)) }
        return table
    }()

    static func named(_ name: UnsafeBufferPointer<UInt8>) -> Member? {
        guard name.count < byLength.count else { return nil }
        for entry in byLength[name.count] where entry.name.elementsEqual(name) { return entry.member }
        return nil
    }
}

extension JSONScanner {
    /// Reads an object of the format: `member` gets each known member and must read its value. Errors name the member.
    /// A member that comes again replaces what came before, as usual in JSON.
    @inline(__always)
    mutating func members(_ read: (inout JSONScanner, Member) throws -> Void) throws {
        try object { scanner, name in
            guard let member = try scanner.member(name) else { return try scanner.skip() }
            do { try read(&scanner, member) } catch let error as ProblemError { throw error.inside(member.rawValue) }
        }
    }

    /// A value, or nil for `null`: it means the same as an absent member (FORMAT 2.1).
    @inline(__always)
    mutating func optional<T>(
        _ read: (inout JSONScanner) throws -> T
    ) throws -> T? {
        try takeNull() ? nil : try read(&self)
    }

    /// The elements of a list; none for `null`.
    @inline(__always)
    mutating func elements<T>(
        _ read: (inout JSONScanner) throws -> T
    ) throws -> [T] {
        var result: [T] = []
        guard !(try takeNull()) else { return result }
        try list { scanner in result.append(try read(&scanner)) }
        return result
    }

    private func member(_ name: JSONText) throws -> Member? {
        guard name.isEscaped else { return Member.named(UnsafeBufferPointer(rebasing: bytes[name.start..<name.end])) }
        // A name with half a surrogate pair is none of ours.
        guard let decoded = try? decoded(name) else { return nil }
        return decoded.withUnsafeBufferPointer(Member.named)
    }
}
