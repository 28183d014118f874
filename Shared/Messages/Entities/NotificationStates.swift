import Foundation

/// An alert or reminder that fell due, raised exactly once (NOT-2). Programs read it on `quen.notifications`.
public struct AlertState: EntityState {
    public static let owner = ServiceName.notifications
    public static let entity = "alert"
    public static let events: [EventName] = ["raised"]

    public var id: EntityID
    /// Such as `contract-expiring`, `appointment-reminder`; the middle of the routing key `notify.<kind>.v1`.
    public var kind: String
    /// What it is about.
    public var about: Subject
    /// Which of several in a row, such as `P30D|2027-01-31`.
    public var occurrence: String
    public var dueAt: Instant
    public var recipientIds: [EntityID]
    public var title: Bilingual
    public var text: Bilingual

    public init(
        id: EntityID, kind: String, about: Subject, occurrence: String, dueAt: Instant, recipientIds: [EntityID],
        title: Bilingual, text: Bilingual
    ) {
        self.id = id
        self.kind = kind
        self.about = about
        self.occurrence = occurrence
        self.dueAt = dueAt
        self.recipientIds = recipientIds
        self.title = title
        self.text = text
    }
}
