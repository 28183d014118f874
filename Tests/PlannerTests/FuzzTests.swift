import Planner
import Testing

/// Problems with bytes changed at random: whatever they are, they are read or refused with one line, and never a crash.
@Suite struct FuzzTests {
    private static let seed: UInt64 = 7
    private static let alphabet = Array("{}[]\",:\\u0e-+.9TZ\n\u{0}nul".utf8) + [0xFF, 0xC3, 0x80]

    @Test func changedExamplesAreReadOrRefused() throws {
        print("fuzz: seed \(Self.seed)")
        var random = SplitMix(Self.seed)
        var read = 0
        for name in Folders.problems(in: Folders.golden) {
            let bytes = try Folders.problem(name, in: Folders.golden)
            for _ in 0..<60 {
                guard let problem = try Self.read(Self.changed(bytes, &random)) else { continue }
                let plan = try Plan(byTheRules: problem)
                #expect(!PlanWriter.write(plan).isEmpty)
                read += 1
            }
        }
        #expect(read > 100)
    }

    private static func read(_ bytes: [UInt8]) throws -> Problem? {
        do { return try ProblemReader.read(bytes) } catch {
            #expect(!error.message.isEmpty && !error.message.contains { $0.isNewline })
            return nil
        }
    }

    private static func changed(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0...random.below(3) {
            let position = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes[position] = random.pick(alphabet)
            case 1: bytes[position] = UInt8(random.below(10)) + UInt8(ascii: "0")
            case 2: bytes.insert(random.pick(alphabet), at: position)
            case 3: bytes.remove(at: position)
            default: bytes.removeSubrange(position..<min(bytes.count, position + random.below(40)))
            }
            if bytes.isEmpty { return [0x7B] }
        }
        return bytes
    }
}
