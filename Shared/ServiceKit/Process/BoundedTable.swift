import Foundation

/// A dictionary that never holds more than twice `limit` entries: when the newer half is full, the older half, which has
/// not been written to for as long, is forgotten. Adding costs the same however full it is.
public struct BoundedTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private var newer: [Key: Value] = [:]
    private var older: [Key: Value] = [:]

    public init(limit: Int) { self.limit = limit }

    public subscript(key: Key) -> Value? { newer[key] ?? older[key] }

    public mutating func set(_ key: Key, _ value: Value) {
        if newer[key] == nil, newer.count >= limit {
            older = newer
            newer = [:]
        }
        newer[key] = value
    }

    public mutating func remove(_ key: Key) {
        newer[key] = nil
        older[key] = nil
    }

    public var count: Int { newer.count + older.keys.count { newer[$0] == nil } }
}
