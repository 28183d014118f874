/// Asks the owner of records for what a copy lacks of them.
public struct ResendRequested: CopiesPayload {
    public static let type = kind("resend", "requested")
    public static let mostRecords = 200

    public struct Record: Codable, Sendable, Hashable {
        public var id: EntityID
        /// The last event that was applied; nothing where none was.
        public var after: EventSequence?

        public init(id: EntityID, after: EventSequence?) {
            self.id = id
            self.after = after
        }
    }

    public enum Wanted: String, Codable, Sendable, Hashable, CaseIterable {
        /// The events after it, as they were; the state where they are no longer kept.
        case events
        /// The present state alone.
        case state
    }

    public var entity: String
    public var wanted: Wanted
    public var records: [Record]

    public init(entity: String, wanted: Wanted, records: [Record]) {
        self.entity = entity
        self.wanted = wanted
        self.records = records
    }
}

/// Asks the owner for all of its records of a kind: a projection is built anew.
public struct SnapshotRequested: CopiesPayload {
    public static let type = kind("snapshot", "requested")
    public var entity: String
    /// Names this building in the pages.
    public var bootstrap: EntityID

    public init(entity: String, bootstrap: EntityID) {
        self.entity = entity
        self.bootstrap = bootstrap
    }
}

/// Records as their owner holds them.
public struct SnapshotPage<State: Codable & Sendable>: CopiesPayload {
    public static var type: MessageType { kind("snapshot", "page") }

    public struct Record: Codable, Sendable {
        public var id: EntityID
        public var sequence: EventSequence
        /// Nothing where the record is deleted.
        public var state: State?

        public init(id: EntityID, sequence: EventSequence, state: State?) {
            self.id = id
            self.sequence = sequence
            self.state = state
        }
    }

    public var entity: String
    /// Which building of a projection it belongs to; nothing where it answers a request for single records.
    public var bootstrap: EntityID?
    /// From 1; a page may come again after a crash.
    public var page: Int
    public var isLast: Bool
    public var records: [Record]
    /// Asked for, but not known to the owner: such a record does not exist.
    public var unknown: [EntityID]

    public init(
        entity: String, bootstrap: EntityID?, page: Int, isLast: Bool, records: [Record], unknown: [EntityID] = []
    ) {
        self.entity = entity
        self.bootstrap = bootstrap
        self.page = page
        self.isLast = isLast
        self.records = records
        self.unknown = unknown
    }
}
