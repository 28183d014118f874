/// Which of some names was probably meant by one that is none of them.
enum NearName {
    /// Longer ones are not compared.
    private static let longest = 64

    /// The nearest, if it is near: written with other case or separators, or with one slip (two in a long name).
    static func of(_ name: String, in known: Set<String>) -> String? {
        let plain = plain(name)
        guard !plain.isEmpty, plain.count <= longest else { return nil }
        let distances = known.map { (name: $0, distance: distance(plain, Self.plain($0))) }
        guard let nearest = distances.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }) else { return nil }
        return nearest.distance <= (plain.count >= 8 ? 2 : plain.count >= 4 ? 1 : 0) ? nearest.name : nil
    }

    private static func plain(_ name: String) -> [Character] {
        Array(name.lowercased()).filter { $0 != "_" && $0 != "-" && $0 != " " }
    }

    /// Letters put in, left out, exchanged, or swapped with the next.
    private static func distance(_ from: [Character], _ to: [Character]) -> Int {
        var (before, last, row) = ([Int](), [Int](), Array(0...to.count))
        for (index, letter) in from.enumerated() {
            (before, last) = (last, row)
            row = [index + 1]
            for (other, target) in to.enumerated() {
                var least = min(last[other + 1] + 1, row[other] + 1, last[other] + (letter == target ? 0 : 1))
                if index > 0, other > 0, letter == to[other - 1], from[index - 1] == target {
                    least = min(least, before[other - 1] + 1)
                }
                row.append(least)
            }
        }
        return row[to.count]
    }
}
