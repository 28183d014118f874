import Foundation
import Money
import Testing

/// What holds for every input, tried on random ones of a fixed seed.
@Suite struct PropertyTests {
    private static let seed: UInt64 = 0x5EED_2026
    private var random = SeededGenerator(seed: seed)

    init() {
        print("property tests: seed \(Self.seed)")
    }

    @Test mutating func sumsOfADocumentAddUp() throws {
        var documents = 0
        for _ in 0..<2000 {
            guard let sums = randomSums() else { continue }
            documents += 1
            for line in sums.lines {
                try #require(line.afterDiscount == line.amount - line.discount)
                try #require(line.total == line.afterDiscount + line.tax)
                try #require(line.discount.magnitude <= line.amount.magnitude)
                try #require(line.discount == 0 || line.discount.signum() == line.amount.signum())
            }
            try #require(sums.amount == sums.lines.map(\.amount).reduce(0, +))
            try #require(sums.afterDiscount == sums.amount - sums.discount)
            try #require(sums.total == sums.afterDiscount + sums.tax)
            try #require(sums.tax == sums.perRate.map(\.taxAmount).reduce(0, +))
            try #require(sums.afterDiscount == sums.perRate.map(\.base).reduce(0, +))
            try #require(sums.perRate.map(\.tax) == Set(sums.perRate.map(\.tax)).sorted())
        }
        #expect(documents > 1000)
    }

    @Test mutating func theTwoRoundingsDifferByHalfAUnitPerLineAtMost() throws {
        for _ in 0..<1000 {
            let lines = randomLines()
            guard let perLine = try? DocumentSums.of(lines: lines, currency: .usd, rounding: .perLine) else { continue }
            let perRate = try DocumentSums.of(lines: lines, currency: .usd, rounding: .perRate)
            try #require(perLine.lines == perRate.lines)
            try #require(abs(perLine.tax - perRate.tax) * 2 <= Int64(lines.count + perRate.perRate.count))
        }
    }

    /// Whatever the pieces, and however each rounds: all of them together come to what the lines come to.
    @Test mutating func whatIsTakenBackPieceByPieceComesToTheWhole() throws {
        var documents = 0
        for _ in 0..<500 {
            let lines = randomLines().filter { $0.quantity > .zero }
            for rounding in TaxRounding.allCases {
                guard let whole = try? DocumentSums.of(lines: lines, currency: .vnd, rounding: rounding) else {
                    continue
                }
                documents += 1
                var now = lines
                var (total, tax, amount) = (whole.total, whole.tax, whole.amount)
                for part in [Int64(3), 7, 1] {
                    let changes = now.indices.map { index in
                        var line = now[index]
                        line.quantity = Quantity(scaled: part == 1 ? 0 : line.quantity.scaled / part)
                        if case .value = line.discount { line.discount = nil }
                        return (index: index, line: line)
                    }
                    let change = try DocumentSums.adjusting(now, by: changes, currency: .vnd, rounding: rounding)
                    try #require(change.lines.count == changes.count)
                    try #require(change.total == change.afterDiscount + change.tax)
                    try #require(change.tax == change.perRate.map(\.taxAmount).reduce(0, +))
                    (total, tax, amount) = (total + change.total, tax + change.tax, amount + change.amount)
                    for (index, line) in changes { now[index] = line }
                }
                try #require([total, tax, amount] == [0, 0, 0])
            }
        }
        #expect(documents > 500)
    }

    @Test mutating func negatingEveryQuantityNegatesTheDocument() throws {
        for _ in 0..<1000 {
            let lines = randomLines()
            let mirrored = try lines.map { line in
                var mirrored = line
                mirrored.quantity = try Quantity.zero.subtracting(line.quantity)
                return mirrored
            }
            let sums = try? DocumentSums.of(lines: lines, currency: .vnd, rounding: .perRate)
            let negated = try? DocumentSums.of(lines: mirrored, currency: .vnd, rounding: .perRate)
            try #require(sums.map { -$0.total } == negated?.total)
            try #require(sums.map { -$0.tax } == negated?.tax)
        }
    }

    @Test mutating func everyValueSurvivesTheWire() throws {
        for _ in 0..<2000 {
            let lines = randomLines()
            try #require(try throughJSON(lines) == lines)
            if let sums = randomSums() { try #require(try throughJSON(sums) == sums) }
            let number = random.anyInt64()
            try #require(try throughJSON(Quantity(scaled: number)).scaled == number)
            try #require(try throughJSON(UnitPrice(scaled: number)).scaled == number)
            let amount = Amount(minorUnits: number, currency: .usd)
            try #require(try throughJSON(amount) == amount)
            try #require(Amount(decimal: amount.decimalString, currency: .usd) == amount)
        }
    }

    @Test mutating func allocationsAndRemainderAreThePayment() throws {
        for _ in 0..<2000 {
            let payment = random.anyInt64().magnitude >> 1
            let open = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                Int64(random.anyInt64().magnitude >> 1)
            }
            let amount = Amount(minorUnits: Int64(payment), currency: .vnd)
            let result = try Amount.allocate(amount, over: open)
            try #require(result.amounts.reduce(result.remainder, +) == amount.minorUnits)
            try #require(zip(result.amounts, open).allSatisfy { $0 >= 0 && $0 <= $1 })
            try #require(result.remainder == 0 || result.amounts == open)
        }
    }

    private mutating func randomLines() -> [DocumentLine] {
        (0..<Int.random(in: 0...6, using: &random)).map { _ in random.line() }
    }

    /// Nil where a random discount exceeds its line.
    private mutating func randomSums() -> DocumentSums? {
        let rounding = TaxRounding.allCases.randomElement(using: &random) ?? .perLine
        return try? DocumentSums.of(lines: randomLines(), currency: .vnd, rounding: rounding)
    }

    private func throughJSON<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }
}
