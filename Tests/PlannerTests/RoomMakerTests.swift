import Testing

@testable import Planner

/// One morning, 08:00 to 12:00, of one employee who has two hours with gaps before, between and behind them. A third
/// activity has room only where both of them move; where they may not, one must leave.
@Suite struct RoomMakerTests {
    private static let eight = 29_540_160 + 60

    /// - Parameters:
    ///   - third: minutes of the activity that has no place.
    ///   - isFirstBusy: whether the customer of the first cannot be met at eight.
    private func problem(third: Int, isFirstBusy: Bool = false) -> Problem {
        var problem = Problem(window: Span(start: 29_540_160, end: 29_540_160 + 1440))
        problem.workingHours = Array(repeating: [DaySpan(start: 480, end: 720)], count: 7)
        problem.employees = [Employee(id: Identifier("E1"))]
        let (first, last) = (
            Span(start: Self.eight, end: Self.eight + 30), Span(start: Self.eight + 180, end: Self.eight + 240)
        )
        problem.customers = [
            Customer(id: Identifier("C0"), unavailable: isFirstBusy ? [first] : []),
            Customer(id: Identifier("C2"), unavailable: third > 120 ? [] : [first, last]),
        ]
        problem.activities = [(30, 60), (150, 60), (0, third)].enumerated().map { number, times in
            var activity = Activity(id: Identifier("A\(number)"))
            activity.sessions = [Span(start: Self.eight + times.0, end: Self.eight + times.0 + times.1)]
            activity.employees = [Identifier("E1")]
            activity.priority = number == 2 ? .low : .medium
            activity.customer = number == 1 ? nil : Identifier("C\(number)")
            return activity
        }
        return problem
    }

    private func room(_ problem: Problem, mostLeaving: Int) throws -> RoomMaker.Room? {
        let preparation = try Preparation(problem)
        var placing = RulePlacing(preparation)
        let draft = Draft(preparation, placing.placeAll())
        #expect(draft.starts == [Self.eight + 30, Self.eight + 150, nil])
        var (chooser, maker) = (PlaceChooser(preparation), RoomMaker(preparation))
        var random = SeededRandom(seed: 1)
        return maker.find(2, draft, [1, 1, 1], mostLeaving: mostLeaving, &chooser, &random)
    }

    @Test func bothMoveAsFarAsTheyMust() throws {
        let room = try #require(try room(problem(third: 120), mostLeaving: 4))
        #expect(room.leaving.isEmpty)
        #expect(room.choice.start == Self.eight + 60)
        let starts = Dictionary(uniqueKeysWithValues: room.moves.map { ($0.activity, $0.start) })
        #expect(starts == [0: Self.eight, 1: Self.eight + 180])
    }

    @Test func whatCannotMoveLeaves() throws {
        let problem = problem(third: 120, isFirstBusy: true)
        #expect(try room(problem, mostLeaving: 0) == nil)
        let room = try #require(try room(problem, mostLeaving: 1))
        #expect(room.leaving == [0])
    }

    @Test func thereIsNoRoomForWhatIsTooLong() throws {
        #expect(try room(problem(third: 135), mostLeaving: 0) == nil)
        #expect(try room(problem(third: 225), mostLeaving: 1) == nil)
        #expect(try room(problem(third: 225), mostLeaving: 2)?.leaving.sorted() == [0, 1])
    }
}
