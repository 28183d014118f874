import Foundation
import Messages
import Money

/// A field that the firm adds to the records of its employees (CUS-5, SCH-1).
struct CustomField: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    private(set) var name: String
    private(set) var nameEn: String?
    private(set) var kind: CustomFieldKind
    private(set) var choices: [CustomFieldChoice]
    private(set) var position: Int
    private(set) var isActive: Bool
    /// By which another field of the same name is found.
    private(set) var foldedName: String

    /// Of employees (CUS-5).
    static let most = 10
    static let mostChoices = 200
    static let mostText = 1000

    struct Input: Decodable, Sendable {
        /// One without an id is new.
        struct Choice: Decodable, Sendable {
            var id: EntityID?
            var name: String
            var nameEn: String?
            var isActive: Bool?
        }

        var name: String
        var nameEn: String?
        var kind: CustomFieldKind
        var choices: [Choice]?
        var position: Int?
        var isActive: Bool?
    }

    init(id: EntityID, _ input: Input, position: Int, newID: () -> EntityID) throws(CustomFieldError) {
        (self.id, name, kind, choices, isActive, foldedName) = (id, "", input.kind, [], true, "")
        self.position = position
        try change(to: input, newID: newID)
    }

    /// Whether records lose something by it is asked before.
    mutating func change(to input: Input, newID: () -> EntityID) throws(CustomFieldError) {
        guard let name = try Self.text(input.name, "name", most: 100) else {
            throw .textInvalid(path: "$.name", most: 100)
        }
        (self.name, foldedName) = (name, Self.folded(name))
        nameEn = try Self.text(input.nameEn, "nameEn", most: 100)
        position = input.position ?? position
        guard (1...1000).contains(position) else { throw .positionInvalid }
        (kind, isActive) = (input.kind, input.isActive ?? true)
        choices = try Self.choices(input.choices ?? [], kind, known: Set(choices.map(\.id)), newID: newID)
    }

    /// Takes a choice away whose records have another from now on.
    mutating func merge(_ choice: EntityID, into other: EntityID) throws(CustomFieldError) {
        guard choice != other else { throw .mergedIntoItself }
        guard choices.contains(where: { $0.id == other }) else { throw .unknownChoice(path: "$.into") }
        choices.removeAll { $0.id == choice }
    }

    /// In the form that is kept: trimmed, choices in the field's order and each once.
    func checked(_ value: CustomFieldValue, at path: String) throws(CustomFieldError) -> CustomFieldValue {
        var kept = CustomFieldValue(fieldId: id)
        switch kind {
        case .text:
            kept.text = value.text.map(\.trimmed)
            guard (1...Self.mostText).contains(kept.text?.count ?? 0) else {
                throw .valueInvalid(path: "\(path).text", kind)
            }
        case .number: kept.number = value.number
        case .date: kept.date = value.date
        case .yesNo: kept.yes = value.yes
        case .oneChoice, .severalChoices:
            let asked = Set(value.choiceIds ?? [])
            guard asked.isSubset(of: choices.map(\.id)) else { throw .unknownChoice(path: "\(path).choiceIds") }
            kept.choiceIds = choices.map(\.id).filter(asked.contains)
            guard !asked.isEmpty, kind == .severalChoices || asked.count == 1 else {
                throw .valueInvalid(path: "\(path).choiceIds", kind)
            }
        }
        guard !kept.isEmpty, value.members == kept.members else { throw .valueInvalid(path: path, kind) }
        return kept
    }

    /// The choice of `value` that is no longer offered and was not there before.
    func retiredChoice(in value: CustomFieldValue, before: CustomFieldValue?) -> CustomFieldChoice? {
        let new = Set(value.choiceIds ?? []).subtracting(before?.choiceIds ?? [])
        return choices.first { !$0.isActive && new.contains($0.id) }
    }

    static func folded(_ text: String) -> String { TextFolding.words(text).joined(separator: " ") }

    private static func choices(
        _ input: [Input.Choice], _ kind: CustomFieldKind, known: Set<EntityID>, newID: () -> EntityID
    ) throws(CustomFieldError) -> [CustomFieldChoice] {
        guard kind.hasChoices == !input.isEmpty else { throw kind.hasChoices ? .choicesMissing : .choicesUnexpected }
        guard input.count <= mostChoices else { throw .tooManyChoices(most: mostChoices) }
        var (read, names, ids): ([CustomFieldChoice], Set<String>, Set<EntityID>) = ([], [], [])
        for (index, choice) in input.enumerated() {
            guard let name = try text(choice.name, "choices[\(index)].name", most: 100) else {
                throw .textInvalid(path: "$.choices[\(index)].name", most: 100)
            }
            guard names.insert(folded(name)).inserted else { throw .choiceTwice(path: "$.choices[\(index)].name") }
            if let id = choice.id {
                guard known.contains(id), ids.insert(id).inserted else {
                    throw .unknownChoice(path: "$.choices[\(index)].id")
                }
            }
            read.append(
                CustomFieldChoice(
                    id: choice.id ?? newID(), name: name,
                    nameEn: try text(choice.nameEn, "choices[\(index)].nameEn", most: 100),
                    isActive: choice.isActive ?? true))
        }
        return read
    }

    /// Nothing for an empty text, and for one without a letter or figure.
    private static func text(_ text: String?, _ field: String, most: Int) throws(CustomFieldError) -> String? {
        guard let text = text?.trimmed, !folded(text).isEmpty else { return nil }
        guard text.count <= most else { throw .textInvalid(path: "$.\(field)", most: most) }
        return text
    }
}

extension CustomFieldValue {
    /// Which members say something.
    var members: Set<String> {
        var found: Set<String> = []
        if text != nil { found.insert("text") }
        if number != nil { found.insert("number") }
        if date != nil { found.insert("date") }
        if yes != nil { found.insert("yes") }
        if choiceIds != nil { found.insert("choiceIds") }
        return found
    }

    var isEmpty: Bool { members.isEmpty }

    /// Whether it is what was there; the order of choices is the field's, not the record's.
    fileprivate func says(whatStandsIn old: CustomFieldValue?) -> Bool {
        guard var old else { return false }
        guard Set(choiceIds ?? []) == Set(old.choiceIds ?? []) else { return false }
        old.choiceIds = choiceIds
        return self == old
    }
}

/// What an employee's record holds in the firm's fields.
extension [CustomFieldValue] {
    /// What a person entered, in the order of the fields. What is retired may stay as it was, but nothing new comes into it.
    func checked(_ fields: [CustomField], before: [CustomFieldValue]) throws(CustomFieldError) -> [CustomFieldValue] {
        var read: [EntityID: CustomFieldValue] = [:]
        for (index, value) in enumerated() {
            let path = "$.customFields[\(index)]"
            guard let field = fields.first(where: { $0.id == value.fieldId }) else {
                throw .unknownField(path: "\(path).fieldId")
            }
            let old = before.first { $0.fieldId == field.id }
            // Nothing in it takes away what was there.
            if value.isEmpty { continue }
            let kept = try field.checked(value, at: path)
            guard field.isActive || kept.says(whatStandsIn: old) else {
                throw .fieldRetired(path: path, name: field.name)
            }
            if let choice = field.retiredChoice(in: kept, before: old) {
                throw .choiceRetired(path: "\(path).choiceIds", name: choice.name)
            }
            guard read.updateValue(kept, forKey: field.id) == nil else { throw .fieldTwice(path: path) }
        }
        return fields.compactMap { read[$0.id] }
    }

    /// With another choice in the place of one that goes; once where both were chosen.
    func merging(_ choice: EntityID, into other: EntityID, of field: CustomField) -> [CustomFieldValue] {
        map { value in
            guard value.fieldId == field.id, let chosen = value.choiceIds, chosen.contains(choice) else { return value }
            let all = Set(chosen).subtracting([choice]).union([other])
            return CustomFieldValue(fieldId: field.id, choiceIds: field.choices.map(\.id).filter(all.contains))
        }
    }
}
