import Foundation
import Messages

/// A template of a working procedure (SCH-3): steps that follow one another, the firm's.
struct Procedure: Codable, Sendable, Hashable {
    struct Input: Decodable, Sendable {
        var name: String
        var description: String?
        var steps: [StepInput]
        var isActive: Bool?
    }

    /// A step with what people may leave out.
    struct StepInput: Decodable, Sendable {
        struct Item: Decodable, Sendable {
            var text: String
            var isObligatory: Bool?
        }

        var key: String
        var title: String
        var description: String?
        var kind: ActivityKind
        var purpose: ActivityPurpose?
        var priority: ActivityPriority?
        var after: String?
        var offsetDays: Int?
        var durationDays: Int?
        var dayUnit: DayUnit?
        var startTime: ClockTime?
        var minutes: Int?
        var assignee: StepAssignee?
        var employeeId: EntityID?
        var teamId: EntityID?
        var checklist: [Item]?
        var isObligatory: Bool?
    }

    var id: EntityID
    var sequence: EventSequence = .first
    private(set) var name: String
    /// By which a name is found to be taken.
    private(set) var foldedName: String
    private(set) var description: String?
    /// Rises whenever the steps change.
    private(set) var edition = 1
    private(set) var steps: [ProcedureStep]
    private(set) var isActive: Bool

    static let mostSteps = 50
    static let mostItems = 30

    init(id: EntityID, _ input: Input) throws(ProcedureError) {
        (self.id, name, foldedName, steps, isActive) = (id, "", "", [], true)
        try take(input)
    }

    mutating func change(to input: Input) throws(ProcedureError) {
        let before = steps
        try take(input)
        if steps != before { edition += 1 }
    }

    private mutating func take(_ input: Input) throws(ProcedureError) {
        let name = input.name.trimmed
        foldedName = Branch.folded(name)
        guard (1...200).contains(name.count), !foldedName.isEmpty else {
            throw .textInvalid(path: "$.name", most: 200)
        }
        self.name = name
        description = try Self.text(input.description, "$.description", most: 4000)
        guard (1...Self.mostSteps).contains(input.steps.count) else { throw .stepsInvalid(most: Self.mostSteps) }
        var read: [ProcedureStep] = []
        for (index, step) in input.steps.enumerated() {
            read.append(try Self.step(step, "$.steps[\(index)]", after: read.map(\.key)))
        }
        steps = read
        isActive = input.isActive ?? true
    }

    /// `before` are the keys of the steps above: only these can it wait for, so that none waits for itself.
    private static func step(_ input: StepInput, _ path: String, after before: [String]) throws(ProcedureError)
        -> ProcedureStep
    {
        let key = input.key.trimmed
        guard (1...40).contains(key.count), key.utf8.allSatisfy(isOfKey) else { throw .keyInvalid(path: path + ".key") }
        guard !before.contains(key) else { throw .keyTwice(path: path + ".key") }
        if let after = input.after, !before.contains(after) { throw .unknownStep(path: path + ".after") }
        guard let title = try text(input.title, path + ".title", most: 300) else {
            throw .textInvalid(path: path + ".title", most: 300)
        }
        var step = ProcedureStep(key: key, title: title, kind: input.kind, after: input.after)
        step.description = try text(input.description, path + ".description", most: 4000)
        (step.purpose, step.priority) = (input.purpose ?? .other, input.priority ?? .medium)
        step.isObligatory = input.isObligatory ?? true
        try setDates(of: &step, input, path)
        try setAssignee(of: &step, input, path)
        step.checklist = try checklist(input.checklist ?? [], path + ".checklist")
        return step
    }

    private static func setDates(of step: inout ProcedureStep, _ input: StepInput, _ path: String)
        throws(ProcedureError)
    {
        (step.offsetDays, step.durationDays) = (input.offsetDays ?? 0, input.durationDays ?? 1)
        step.dayUnit = input.dayUnit ?? .working
        guard (0...1000).contains(step.offsetDays) else {
            throw .numberInvalid(path: path + ".offsetDays", least: 0, most: 1000)
        }
        guard (1...365).contains(step.durationDays) else {
            throw .numberInvalid(path: path + ".durationDays", least: 1, most: 365)
        }
        guard (input.startTime == nil) == (input.minutes == nil) else { throw .timeIncomplete(path: path) }
        guard let time = input.startTime, let minutes = input.minutes else { return }
        guard time.minutes < 1440 else { throw .timeIncomplete(path: path + ".startTime") }
        guard (1...1440).contains(minutes) else {
            throw .numberInvalid(path: path + ".minutes", least: 1, most: 1440)
        }
        (step.startTime, step.minutes) = (time.description, minutes)
    }

    private static func setAssignee(of step: inout ProcedureStep, _ input: StepInput, _ path: String)
        throws(ProcedureError)
    {
        step.assignee = input.assignee ?? .responsible
        (step.employeeId, step.teamId) = (input.employeeId, input.teamId)
        guard (input.employeeId != nil) == (step.assignee == .employee) else {
            throw .assigneeInvalid(path: path + ".employeeId")
        }
        guard (input.teamId != nil) == (step.assignee == .team) else {
            throw .assigneeInvalid(path: path + ".teamId")
        }
    }

    private static func checklist(_ items: [StepInput.Item], _ path: String) throws(ProcedureError)
        -> [ProcedureStep.Item]
    {
        guard items.count <= mostItems else { throw .tooManyItems(path: path, most: mostItems) }
        var read: [ProcedureStep.Item] = []
        for (index, item) in items.enumerated() {
            guard let text = Checklist.text(item.text) else {
                throw .textInvalid(path: "\(path)[\(index)].text", most: Checklist.mostText)
            }
            read.append(ProcedureStep.Item(text: text, isObligatory: item.isObligatory ?? false))
        }
        return read
    }

    private static func isOfKey(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-")
    }

    private static func text(_ text: String?, _ path: String, most: Int) throws(ProcedureError) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= most else { throw .textInvalid(path: path, most: most) }
        return text
    }
}
