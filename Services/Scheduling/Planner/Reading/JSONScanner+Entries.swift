/// The entries of the lists of a problem (FORMAT 2.2 to 2.5).
extension JSONScanner {
    mutating func workingHours() throws -> [[DaySpan]] {
        var hours = Array(repeating: [DaySpan](), count: Weekday.allCases.count)
        try object { scanner, name in
            let shown = scanner.quoted(name)
            // An absent member and one that is `null` are the same, whatever its name.
            let isNull = scanner.next() == UInt8(ascii: "n")
            let weekday = Weekday.allCases.first { (try? scanner.decoded(name)) == Array("\($0)".utf8) }
            guard let weekday else {
                guard isNull else { throw ProblemError("\(shown) is not a weekday") }
                return try scanner.skip()
            }
            do { hours[weekday.rawValue] = try scanner.elements { try $0.daySpan() } } catch let error as ProblemError {
                throw error.inside("\(weekday)")
            }
        }
        return hours
    }

    mutating func workingException() throws -> WorkingException {
        var day: Int?
        var intervals: [DaySpan] = []
        try members { scanner, member in
            switch member {
            case .date: day = try scanner.optional { try $0.day() }
            case .intervals: intervals = try scanner.elements { try $0.daySpan() }
            default: try scanner.skip()
            }
        }
        guard let day else { throw ProblemError("is missing", at: Member.date.rawValue) }
        return WorkingException(day: day, intervals: intervals)
    }

    mutating func employee() throws -> Employee {
        var id: Identifier?
        var commitments: [Commitment] = []
        try members { scanner, member in
            switch member {
            case .id: id = try scanner.optional { try $0.identifier() }
            case .commitments: commitments = try scanner.elements { try $0.commitment() }
            default: try scanner.skip()
            }
        }
        return Employee(id: try present(id), commitments: commitments)
    }

    mutating func customer() throws -> Customer {
        var id: Identifier?
        var commitments: [Span] = []
        var unavailable: [Span] = []
        var weekly: [WeeklySpan] = []
        try members { scanner, member in
            switch member {
            case .id: id = try scanner.optional { try $0.identifier() }
            case .commitments: commitments = try scanner.elements { try $0.instants() }
            case .unavailable: unavailable = try scanner.elements { try $0.instants() }
            case .weeklyUnavailable: weekly = try scanner.elements { try $0.weeklySpan() }
            default: try scanner.skip()
            }
        }
        return Customer(id: try present(id), unavailable: commitments + unavailable, weeklyUnavailable: weekly)
    }

    private func present(_ id: Identifier?) throws -> Identifier {
        guard let id else { throw ProblemError("is missing", at: Member.id.rawValue) }
        return id
    }

    mutating func activity() throws -> Activity {
        var activity = Activity(id: Identifier(bytes: []))
        try members { scanner, member in
            switch member {
            case .id: activity.id = try scanner.optional { try $0.identifier() } ?? Identifier(bytes: [])
            case .kind: activity.kind = try scanner.optional { try $0.kind() } ?? .general
            case .priority: activity.priority = try scanner.optional { try $0.priority() } ?? .medium
            case .status: activity.isOpen = try scanner.optional { try $0.isOpenStatus() } ?? true
            case .sessions: activity.sessions = try scanner.elements { try $0.instants() }
            case .plannedDate: activity.plannedDay = try scanner.optional { try $0.day() }
            case .deadline: activity.deadline = try scanner.optional { try $0.instant() }
            case .travelMinutes: activity.travelMinutes = try scanner.optional { try $0.count() } ?? 0
            case .customer: activity.customer = try scanner.optional { try $0.identifier() }
            case .employees: activity.employees = try scanner.elements { try $0.identifier() }
            default: try scanner.skip()
            }
        }
        if activity.id.bytes.isEmpty { throw ProblemError("is missing", at: Member.id.rawValue) }
        return activity
    }

    private mutating func kind() throws -> Activity.Kind {
        Activity.Kind(rawValue: try string()) ?? .general
    }

    private mutating func isOpenStatus() throws -> Bool {
        let status = try string()
        return status == "new" || status == "unscheduled"
    }
}
