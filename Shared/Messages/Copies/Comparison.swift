/// Asks the other side which records of `entity` it holds in another version. Either side may ask: a copy its owner every
/// night, an owner its copies after it was restored from a backup.
public struct ComparisonRequested: CopiesPayload {
    public static let type = kind("comparison", "requested")
    /// The records whose id ends with the byte `bucket`.
    public struct Bucket: Codable, Sendable, Hashable {
        public var bucket: Int
        public var count: Int
        /// SHA-256 in hexadecimal of id (16 bytes) and sequence (8 bytes, big endian) of each record, by id.
        public var hash: String

        public init(bucket: Int, count: Int, hash: String) {
            self.bucket = bucket
            self.count = count
            self.hash = hash
        }
    }

    public var entity: String
    /// Names this comparison in its answers.
    public var comparison: EntityID
    /// Those that hold anything; deleted records do not count.
    public var buckets: [Bucket]

    public init(entity: String, comparison: EntityID, buckets: [Bucket]) {
        self.entity = entity
        self.comparison = comparison
        self.buckets = buckets
    }
}

/// What the other side holds in the buckets that differ, in pages: each is all of them from behind the last id of the page
/// before up to its own last id, the last page up to the end.
public struct ComparisonAnswered: CopiesPayload {
    public static let type = kind("comparison", "answered")
    public static let perPage = 1500

    public struct Record: Codable, Sendable, Hashable {
        public var id: EntityID
        public var sequence: EventSequence
        public var deleted: Bool?

        public init(id: EntityID, sequence: EventSequence, deleted: Bool? = nil) {
            self.id = id
            self.sequence = sequence
            self.deleted = deleted
        }
    }

    /// The highest number of a series of documents that the other side has seen.
    public struct DocumentNumber: Codable, Sendable, Hashable {
        public var series: String
        public var highest: Int64

        public init(series: String, highest: Int64) {
            self.series = series
            self.highest = highest
        }
    }

    public var entity: String
    public var comparison: EntityID
    /// The buckets that differ; none where both sides hold the same.
    public var buckets: [Int]
    /// The last id of the page before.
    public var after: EntityID?
    /// From 1.
    public var page: Int
    public var isLast: Bool
    public var records: [Record]
    public var numbers: [DocumentNumber]

    public init(
        entity: String, comparison: EntityID, buckets: [Int], after: EntityID?, page: Int, isLast: Bool,
        records: [Record],
        numbers: [DocumentNumber]
    ) {
        self.entity = entity
        self.comparison = comparison
        self.buckets = buckets
        self.after = after
        self.page = page
        self.isLast = isLast
        self.records = records
        self.numbers = numbers
    }
}
