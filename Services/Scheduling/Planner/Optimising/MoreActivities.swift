/// Schedules more activities, and rather those of a higher priority, each with one employee only, which leaves the most
/// room.
///
/// A cycle is about one priority: lower ones are put aside, as if there were nothing else, and put back around what the
/// cycle has gained. Cycles alternate between two ways to search, because each finds what the other misses: to force
/// activities in, which packs tightly where nearly everything has room, and to clear some hours and fill them anew,
/// which chooses well where much must stay out.
///
/// Cycles lie in rounds: after each, searches that go on side by side begin anew from the best plan of all.
struct MoreActivities: Sendable {
    let preparation: Preparation
    var draft: Draft
    var waiting: Waiting
    var chooser: PlaceChooser
    var roomMaker: RoomMaker
    var random: SeededRandom
    /// The activities with sessions that each employee may attend.
    let byEmployee: [[Int]]
    /// The minutes that each activity takes of an employee.
    let minutes: [Int]
    /// What it costs to take each activity out: more, the more often it has been forced in.
    var weights: [Double] = []
    /// The best plan so far, and those who wait in it.
    var best: Draft
    var bestWaiting: Waiting
    /// The best of this cycle.
    var cycleBest: Draft
    var cycleWaiting: Waiting
    var cycle = -1
    var round = 0
    private(set) var steps = 0
    /// The priority that this cycle is about.
    var level = -1
    var stepsWithoutGain = 0
    var temperature = Temperature()
    /// What this cycle leaves out because of its priority.
    var aside: [Int] = []

    init(_ draft: Draft, _ finder: PlaceFinder, _ random: SeededRandom) {
        (self.draft, self.random) = (draft, random)
        preparation = draft.preparation
        chooser = PlaceChooser(preparation)
        roomMaker = RoomMaker(preparation)
        minutes = preparation.taken.map { activity in
            activity.sessions.reduce(0) { $0 + activity.travelMinutes + $1.minutes }
        }
        byEmployee = Self.byEmployee(preparation)
        waiting = Waiting(preparation.taken)
        var finder = finder
        for (index, activity) in preparation.taken.enumerated() where draft.starts[index] == nil {
            let isPossible = activity.employees.contains {
                finder.ignoringPlan(index, near: activity.start, employee: $0) != nil
            }
            if isPossible { waiting.add(index) }
        }
        (best, bestWaiting) = (draft, waiting)
        (cycleBest, cycleWaiting) = (draft, waiting)
        leaveOnlyOne()
    }

    private static func byEmployee(_ preparation: Preparation) -> [[Int]] {
        var activities = Array(repeating: [Int](), count: preparation.employees.count)
        for (index, activity) in preparation.taken.enumerated() where !activity.sessions.isEmpty {
            for employee in activity.employees { activities[employee].append(index) }
        }
        return activities
    }

    static let rounds = 8

    /// - Parameters:
    ///   - number: of the round, from 0.
    ///   - end: the progress at which it ends.
    ///   - progress: asked before each step, after so many; from 0 at the beginning to 1, when the search must end.
    mutating func run(round number: Int, until end: Double, _ progress: (Int) -> Double) {
        round = number
        var begin = progress(steps)
        guard begin < end, !bestWaiting.activities.isEmpty else { return }
        beginCycle()
        while true {
            let progress = progress(steps)
            guard progress < end else { break }
            if waiting.activities.isEmpty {
                endCycle()
                guard !bestWaiting.activities.isEmpty else { return }
                beginCycle()
                begin = progress
            }
            temperature.cool(to: (progress - begin) / (end - begin))
            steps += 1
            step()
        }
        endCycle()
    }

    /// Goes on from the best plan of another search.
    mutating func adopt(_ other: MoreActivities) {
        guard best.value < other.best.value else { return }
        (best, bestWaiting) = (other.best, other.bestWaiting)
    }

    /// Every scheduled activity keeps one employee: the one who is wanted least.
    private mutating func leaveOnlyOne() {
        for index in preparation.taken.indices where draft.attending[index].count > 1 {
            guard let start = draft.starts[index], !preparation.taken[index].sessions.isEmpty else { continue }
            let one = draft.attending[index].min { byEmployee[$0].count < byEmployee[$1].count }
            draft.remove(index)
            draft.place(index, at: start, one.map { [$0] } ?? [])
        }
        draft.keep()
        best = draft
        (cycleBest, cycleWaiting) = (draft, waiting)
    }
}
