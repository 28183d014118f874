import Foundation
import Messages

/// A step on the way of an open opportunity, with the probability of winning from there in percent (PIP-3).
struct Stage: Codable, Sendable, Hashable {
    /// Lower-case letters, digits and hyphens.
    var code: String
    var label: Bilingual
    var probability: Int
}

/// The firm's stages in their order; there is always one.
struct StageList: Sendable, Hashable {
    let stages: [Stage]

    /// Throws `StageError` for an empty list, a repeated or ill-formed code, a probability outside 0…100.
    init(_ stages: [Stage]) throws(StageError) {
        guard !stages.isEmpty, stages.count <= 30 else { throw .wrongCount }
        for (index, stage) in stages.enumerated() {
            guard (1...40).contains(stage.code.utf8.count), stage.code.utf8.allSatisfy(Self.isAllowed) else {
                throw .badCode(index)
            }
            guard !stages[..<index].contains(where: { $0.code == stage.code }) else { throw .repeatedCode(index) }
            guard (0...100).contains(stage.probability) else { throw .badProbability(index) }
        }
        self.stages = stages
    }

    var first: Stage { stages[0] }
    var last: Stage { stages[stages.count - 1] }

    /// By its code.
    func stage(_ code: String) -> Stage? { stages.first { $0.code == code } }

    /// By its code or one of its labels, whatever the case, spaces and tones: how other systems may write it.
    func stage(named name: String) -> Stage? {
        let key = TextRule.key(name)
        return stages.first { [$0.code, $0.label.en, $0.label.vi].map(TextRule.key).contains(key) }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }
}
