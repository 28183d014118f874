import Money

/// SplitMix64: the same numbers for one seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Any 64 bits, small numbers as often as great ones.
    mutating func anyInt64() -> Int64 {
        Int64(truncatingIfNeeded: next()) >> Int64.random(in: 0...63, using: &self)
    }

    mutating func line() -> DocumentLine {
        let discounts: [Discount?] = [
            nil, .percent(Rate(scaled: .random(in: 0...1_000_000, using: &self))),
            .value(.random(in: 0...100_000, using: &self)),
        ]
        let rates = [0, 50_000, 80_000, 100_000, Int64.random(in: 0...1_000_000, using: &self)]
        let marks = rates.map { TaxMark.rate(Rate(scaled: $0)) } + [.notTaxable, .notDeclared]
        return DocumentLine(
            quantity: Quantity(scaled: .random(in: -1_000_000...10_000_000, using: &self)),
            unitPrice: UnitPrice(scaled: .random(in: 0...1_000_000_000_000, using: &self)),
            discount: discounts[Int.random(in: 0..<3, using: &self)],
            tax: marks[Int.random(in: 0..<7, using: &self)])
    }
}
