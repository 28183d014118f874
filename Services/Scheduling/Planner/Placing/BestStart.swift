/// The best start found so far: the highest score, and of equal scores the nearest (FORMAT 6.6, 7.3 to 7.5).
struct BestStart {
    /// From where distances count.
    let anchor: Int
    /// The lowest score that counts.
    let minimum: Int
    /// Nil while nothing is found.
    private(set) var start: Int?
    private(set) var score: Int

    init(anchor: Int, minimum: Int) {
        (self.anchor, self.minimum) = (anchor, minimum)
        score = minimum
    }

    /// The score a start must have to be better. Of two starts equally far away the earlier is looked at first.
    @inline(__always)
    func neededScore(at other: Int) -> Int {
        guard let start else { return minimum }
        return abs(other - anchor) < abs(start - anchor) ? score : score + 1
    }

    mutating func improve(_ start: Int, _ score: Int) { (self.start, self.score) = (start, score) }
}
