import Foundation
import Money

/// What a field of the firm's own holds (CUS-5).
public enum CustomFieldKind: String, Codable, Sendable, Hashable, CaseIterable {
    case text, number, date
    case yesNo = "yes-no"
    case oneChoice = "one-choice"
    case severalChoices = "several-choices"

    public var hasChoices: Bool { self == .oneChoice || self == .severalChoices }
}

/// What may be chosen in a field of choices. Records name it by its id, so that another name changes none of them.
public struct CustomFieldChoice: Codable, Sendable, Hashable {
    public var id: EntityID
    public var name: String
    public var nameEn: String?
    /// `false`: it is no longer offered; records that have it keep it.
    public var isActive: Bool

    public init(id: EntityID, name: String, nameEn: String? = nil, isActive: Bool = true) {
        self.id = id
        self.name = name
        self.nameEn = nameEn
        self.isActive = isActive
    }
}

/// A field that the firm added to the records of employees (CUS-5, SCH-1).
public struct CustomFieldState: EntityState {
    public static let owner = ServiceName.scheduling
    public static let entity = "custom-field"
    public static let events: [EventName] = [.created, .updated, .deleted]

    public var id: EntityID
    public var name: String
    public var nameEn: String?
    public var kind: CustomFieldKind
    /// In the order in which they are offered; nothing of a field without choices.
    public var choices: [CustomFieldChoice]?
    /// Fields are shown by this, the lowest first.
    public var position: Int
    /// `false`: nothing more is entered; what records have stays.
    public var isActive: Bool

    public init(
        id: EntityID, name: String, nameEn: String? = nil, kind: CustomFieldKind,
        choices: [CustomFieldChoice]? = nil, position: Int, isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.nameEn = nameEn
        self.kind = kind
        self.choices = choices
        self.position = position
        self.isActive = isActive
    }
}

/// What one record holds in one field: exactly the member that the field's kind asks for.
public struct CustomFieldValue: Codable, Sendable, Hashable {
    public var fieldId: EntityID
    public var text: String?
    /// With at most 4 decimal places.
    public var number: Quantity?
    public var date: Day?
    public var yes: Bool?
    /// Of one choice one, of several choices at least one, in the field's order.
    public var choiceIds: [EntityID]?

    public init(
        fieldId: EntityID, text: String? = nil, number: Quantity? = nil, date: Day? = nil, yes: Bool? = nil,
        choiceIds: [EntityID]? = nil
    ) {
        self.fieldId = fieldId
        self.text = text
        self.number = number
        self.date = date
        self.yes = yes
        self.choiceIds = choiceIds
    }
}
