/// The best start found so far: the highest score, and of equal scores the nearest (FORMAT 6.6, 7.3 to 7.5).
struct BestStart {
    /// From where distances count.
    let anchor: Int
    /// The lowest score that counts.
    let minimum: Int
    /// A higher score is worth no more than this one.
    let enough: Int
    /// Nil while nothing is found.
    private(set) var start: Int?
    private(set) var score: Int

    init(anchor: Int, minimum: Int, enough: Int = .max) {
        (self.anchor, self.minimum, self.enough) = (anchor, minimum, enough)
        score = minimum
    }

    /// The score a start must have to be better. Of two starts equally far away the earlier is looked at first.
    @inline(__always)
    func neededScore(at other: Int) -> Int {
        guard let start else { return minimum }
        if abs(other - anchor) < abs(start - anchor) { return score }
        return score < enough ? score + 1 : .max
    }

    mutating func improve(_ start: Int, _ score: Int) { (self.start, self.score) = (start, min(score, enough)) }
}
