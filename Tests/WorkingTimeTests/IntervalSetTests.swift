import Testing
import WorkingTime

/// The algebra against a plain array of bits.
@Suite struct IntervalSetTests {
    private static let size = 120

    @Test(arguments: seeds) func everyOperationAgreesWithABitmap(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for round in 0..<400 {
            let (a, b) = (Self.set(&random), Self.set(&random))
            let (x, y) = (Self.bits(a), Self.bits(b))
            let clip = Self.interval(&random)
            let note: Comment = "seed \(seed), round \(round), \(a.intervals), \(b.intervals), \(clip)"
            #expect(Self.bits(a.union(b)) == zip(x, y).map { $0 || $1 }, note)
            #expect(Self.bits(a.intersection(b)) == zip(x, y).map { $0 && $1 }, note)
            #expect(Self.bits(a.subtracting(b)) == zip(x, y).map { $0 && !$1 }, note)
            #expect(Self.bits(a.clipped(to: clip)) == x.indices.map { x[$0] && clip.contains($0) }, note)
            #expect(Self.bits(a.gaps(in: clip)) == x.indices.map { !x[$0] && clip.contains($0) }, note)
            #expect(a.minutes == x.filter { $0 }.count, note)
            #expect(x.indices.allSatisfy { a.contains($0) == x[$0] }, note)
            #expect(a.covers(clip) == (clip.start..<max(clip.start, clip.end)).allSatisfy { x[$0] }, note)
            #expect(a.overlaps(clip) == (clip.start..<max(clip.start, clip.end)).contains { x[$0] }, note)
            for set in [a, a.union(b), a.intersection(b), a.subtracting(b), a.gaps(in: clip), a.extended(before: 3)] {
                #expect(Self.isNormal(set), note)
            }
        }
    }

    @Test(arguments: seeds) func theLawsOfSetsHold(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for round in 0..<400 {
            let (a, b, c) = (Self.set(&random), Self.set(&random), Self.set(&random))
            let note: Comment = "seed \(seed), round \(round)"
            #expect(a.union(b) == b.union(a), note)
            #expect(a.intersection(b) == b.intersection(a), note)
            #expect(a.union(b).union(c) == a.union(b.union(c)), note)
            #expect(a.intersection(b.union(c)) == a.intersection(b).union(a.intersection(c)), note)
            #expect(a.subtracting(b).union(a.intersection(b)) == a, note)
            #expect(a.subtracting(b.union(c)) == a.subtracting(b).subtracting(c), note)
            #expect(a.union(b).minutes == a.minutes + b.minutes - a.intersection(b).minutes, note)
        }
    }

    @Test func intervalsThatTouchBecomeOne() {
        #expect(IntervalSet([Interval(5, 9), Interval(1, 5), Interval(7, 8)]).intervals == [Interval(1, 9)])
        #expect(IntervalSet([Interval(5, 5), Interval(9, 2)]).isEmpty)
        let wider = IntervalSet([Interval(0, 10), Interval(20, 30)]).extended(before: 5, after: 5)
        #expect(wider.intervals == [Interval(-5, 35)])
    }

    private static func set(_ random: inout SeededRandom) -> IntervalSet {
        IntervalSet((0..<Int.random(in: 0...12, using: &random)).map { _ in interval(&random) })
    }

    private static func interval(_ random: inout SeededRandom) -> Interval {
        let start = Int.random(in: 0..<size, using: &random)
        return Interval(start, min(size, start + Int.random(in: 0...20, using: &random)))
    }

    private static func bits(_ set: IntervalSet) -> [Bool] {
        var bits = [Bool](repeating: false, count: size)
        for interval in set.intervals { for minute in interval.start..<interval.end { bits[minute] = true } }
        return bits
    }

    private static func isNormal(_ set: IntervalSet) -> Bool {
        set.intervals.allSatisfy { !$0.isEmpty }
            && zip(set.intervals, set.intervals.dropFirst()).allSatisfy { $0.end < $1.start }
    }
}
