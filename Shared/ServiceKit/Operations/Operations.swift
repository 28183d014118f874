import Foundation
import GRDB
import Messages
import Store

/// What a service offers the operator's tool beyond what all do.
public struct Operations: Sendable {
    public var parameters: [ParameterDefinition]
    public var reports: [Report]
    /// Invariants (CON-10): each says what is wrong, nothing where all is well.
    public var checks: [Check]

    public init(parameters: [ParameterDefinition] = [], reports: [Report] = [], checks: [Check] = []) {
        self.parameters = parameters
        self.reports = reports
        self.checks = checks
    }

    /// A table on request. Every one names its measure (CON-9).
    public struct Report: Sendable {
        public let name: String
        public let by: String
        public let columns: [String]
        public let rows: @Sendable (Database) throws -> [[String]]

        public init(
            _ name: String, by: String, columns: [String], rows: @escaping @Sendable (Database) throws -> [[String]]
        ) {
            self.name = name
            self.by = by
            self.columns = columns
            self.rows = rows
        }
    }

    public struct Check: Sendable {
        public let name: String
        public let run: @Sendable (Database) throws -> [String]

        public init(_ name: String, _ run: @escaping @Sendable (Database) throws -> [String]) {
            self.name = name
            self.run = run
        }
    }
}

public struct ReportTable: Codable, Sendable, Hashable {
    public var columns: [String]
    public var rows: [[String]]

    public init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }
}

extension Operations.Check {
    /// An event for every change and a change for every event: each record's own sequence is its newest event's.
    public static func events(of entity: String, table: String) -> Operations.Check {
        Operations.Check("\(entity): the newest event is the record's version") { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT t.id, t.sequence, (SELECT max(sequence) FROM outbox
                      WHERE subject = ?1 || '/' || lower(substr(hex(t.id),1,8)||'-'||substr(hex(t.id),9,4)||'-'||
                        substr(hex(t.id),13,4)||'-'||substr(hex(t.id),17,4)||'-'||substr(hex(t.id),21))
                        -- What the index of subjects holds; without it every row of the outbox is read for each record.
                        AND sequence IS NOT NULL) AS newest
                    FROM \(table) t WHERE newest IS NOT NULL AND newest != t.sequence LIMIT 20
                    """, arguments: [entity]
            ).map {
                "\(entity)/\($0["id"] as EntityID): version \($0["sequence"] as Int64), event \($0["newest"] as Int64)"
            }
        }
    }
}
