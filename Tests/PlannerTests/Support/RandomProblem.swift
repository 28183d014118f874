import Planner

/// Random problems in which everything happens more often than in life.
struct RandomProblem {
    private var random: SplitMix
    private let zone: String
    private let first: Int
    private let days: Int
    private var crowded: [Int] = []

    /// Zones with the first day of a window near a change of their clocks, in days since 1970-01-01.
    private static let places = [
        ("Asia/Ho_Chi_Minh", 20514), ("Europe/Paris", 20539), ("Europe/Paris", 20749), ("America/New_York", 20518),
        ("America/New_York", 20756), ("UTC", 20452), ("Australia/Lord_Howe", 20546), ("Australia/Lord_Howe", 20728),
        ("Asia/Kathmandu", 20511), ("America/Santiago", 20546), ("Africa/Cairo", 20565),
    ]

    static func make(seed: UInt64, mostActivities: Int = 9) -> Problem {
        var maker = RandomProblem(seed: seed)
        return maker.problem(mostActivities)
    }

    private init(seed: UInt64) {
        random = SplitMix(seed)
        let place = random.pick(Self.places)
        zone = place.0
        days = 1 + random.below(3)
        first = place.1 * 1440 + random.pick([0, 0, 60, -420, 720, 7])
        crowded = (0..<2).map { _ in instant() }
    }

    private var last: Int { first + days * 1440 - 13 }

    private mutating func instant() -> Int {
        first + random.below(days * 96) * 15 + random.pick([0, 0, 0, 0, 7, 5])
    }

    private mutating func spans(_ most: Int, _ lengths: [Int]) -> [Span] {
        (0..<random.below(most + 1)).map { _ in
            let start = instant() - 30
            return Span(start: start, end: start + random.pick(lengths))
        }
    }

    private mutating func daySpans() -> [DaySpan] {
        switch random.below(8) {
        case 0: return [DaySpan(start: 0, end: 1440)]
        case 1: return [DaySpan(start: 1320, end: 1440), DaySpan(start: 0, end: 360)]
        case 2: return []
        case 3: return [DaySpan(start: 810, end: 1050), DaySpan(start: 480, end: 720)]
        case 4: return [DaySpan(start: 480, end: 720), DaySpan(start: 720, end: 840), DaySpan(start: 540, end: 600)]
        case 5:
            let start = random.below(1300)
            return [DaySpan(start: start, end: start + 1 + random.below(1440 - start))]
        default: return [DaySpan(start: 360, end: 1320)]
        }
    }

    private mutating func problem(_ mostActivities: Int) -> Problem {
        var problem = Problem(window: Span(start: first, end: last))
        problem.timeZone = zone
        if random.below(5) > 0 { problem.workingHours = (0..<7).map { _ in daySpans() } }
        if random.below(2) == 0 {
            problem.workingExceptions = [WorkingException(day: first / 1440 + random.below(2), intervals: daySpans())]
        }
        problem.gridMinutes = random.pick([15, 15, 1, 7, 30, 60, 50, 1440])
        problem.maxShiftDays = random.pick([nil, nil, 0, 1, 2])
        problem.employees = (0..<random.pick([1, 2, 3, 5])).map { employee("E\($0)") }
        problem.customers = ["C0", "C1"].map { customer($0) }
        problem.activities = (0...random.below(mostActivities)).map { activity("A\($0)") }
        return problem
    }

    private mutating func employee(_ id: String) -> Employee {
        let commitments = spans(5, [30, 60, 240, 600]).map {
            Commitment(span: $0, travelMinutes: random.pick([0, 0, 30]))
        }
        return Employee(id: Identifier(id), commitments: commitments)
    }

    private mutating func customer(_ id: String) -> Customer {
        let weekly = (0..<random.below(4)).flatMap { _ in
            let weekday = random.pick(Weekday.allCases)
            return daySpans().map { WeeklySpan(weekday: weekday, span: $0) }
        }
        return Customer(id: Identifier(id), unavailable: spans(3, [60, 120, 700]), weeklyUnavailable: weekly)
    }

    private mutating func activity(_ id: String) -> Activity {
        var activity = Activity(id: Identifier(id))
        let base = random.below(5) > 0 ? random.pick(crowded) : instant()
        activity.kind = random.pick([.general, .general, .general, .hospitality, .fair])
        activity.priority = random.pick(Priority.allCases)
        activity.isOpen = random.below(8) > 0
        activity.sessions = (0..<random.pick([0, 1, 1, 1, 1, 1, 2, 3])).map { _ in
            let start = base + random.pick([0, 30, 60, 1440, 1500])
            return Span(start: start, end: start + random.pick([15, 30, 60, 60, 90, 600]))
        }
        activity.plannedDay = random.pick([nil, base / 1440, base / 1440 + 1])
        if random.below(3) == 0 { activity.deadline = base + random.pick([-60, 30, 60, 120, 600, 1440, 3000]) }
        activity.travelMinutes = random.pick([0, 0, 15, 20, 45])
        activity.customer = random.pick([nil, "C0", "C1", "C9"]).map { Identifier($0) }
        activity.employees = (0..<random.pick([0, 1, 1, 2, 2, 3, 4])).map { _ in Identifier("E\(random.below(6))") }
        return activity
    }
}

/// Numbers that look random and are the same for the same seed.
struct SplitMix {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func pick<T>(_ elements: [T]) -> T { elements[below(elements.count)] }
}
