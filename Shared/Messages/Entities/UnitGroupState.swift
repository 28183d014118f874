import Foundation
import Money

/// Units that go over into each other by exact factors (PIP-2): lon, lốc of 6, thùng of 24.
public struct UnitGroupState: EntityState {
    public static let owner = ServiceName.pipeline
    public static let entity = "unit-group"
    public static let events: [EventName] = [.created, .updated]

    public var id: EntityID
    public var name: String
    /// What quantities are compared in.
    public var baseUnit: String
    /// The others.
    public var units: [Unit]

    public struct Unit: Codable, Sendable, Hashable {
        public var name: String
        /// How many base units one is.
        public var factor: UnitFactor

        public init(name: String, factor: UnitFactor) {
            self.name = name
            self.factor = factor
        }
    }

    public init(id: EntityID, name: String, baseUnit: String, units: [Unit]) {
        self.id = id
        self.name = name
        self.baseUnit = baseUnit
        self.units = units
    }
}
