/// A generator of numbers that look random and are always the same for the same seed (xorshift, 64 bits).
struct SeededRandom: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        // Seeds near one another must not begin alike, and a state of 0 would stay 0.
        state = (seed &+ 0x9E37_79B9_7F4A_7C15) &* 0xD134_2543_DE82_EF95
        if state == 0 { state = 1 }
        for _ in 0..<8 { _ = next() }
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    /// Another generator, which goes its own way from here.
    mutating func split() -> SeededRandom { SeededRandom(seed: next()) }

    /// From 0 to less than a bound, which is at least 1.
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(truncatingIfNeeded: bound)).high)
    }

    /// At least 0 and less than 1.
    mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    mutating func element<T>(_ elements: [T]) -> T? { elements.isEmpty ? nil : elements[below(elements.count)] }

    mutating func shuffle<T>(_ elements: inout [T]) {
        for index in elements.indices.dropLast() {
            elements.swapAt(index, index + below(elements.count - index))
        }
    }
}
