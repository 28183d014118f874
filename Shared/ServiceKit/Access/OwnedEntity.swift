import Foundation
import GRDB
import Messages
import Store

/// A kind of record that belongs to somebody, as access sees it: which permission reaches it and where its rows are. Each
/// service declares its own once, in its `Store` folder; everything that shows or changes such a record goes by it.
///
/// The table has the columns `id`, `branchId`, `responsibleId` and `secondResponsibleId`, the last three of them indexed.
public struct OwnedEntity: Sendable {
    /// As in subjects, such as `customer`.
    public let name: String
    public let function: Function
    public let table: String
    /// Where its records lie in the API, such as `/customers`. Nothing for one that cannot be shared here, such as the copy
    /// of another service's record.
    public let path: String?
    let parent: Parent?
    let otherOwners: OtherOwners?

    /// The record of the same service that it hangs on: whoever that one is shared with reaches this one too.
    public struct Parent: Sendable {
        let entity: String
        let column: String

        /// `column` holds the id of the record of kind `entity`.
        public init(_ entity: String, column: String) {
            self.entity = entity
            self.column = column
        }
    }

    /// Employees to whom a record is their own though they are not responsible for it, such as those who attend an
    /// appointment.
    public struct OtherOwners: Sendable {
        let label: Bilingual
        let condition: @Sendable (_ alias: SQL, _ employee: EntityID) -> SQL

        public init(
            _ label: Bilingual, condition: @escaping @Sendable (_ alias: SQL, _ employee: EntityID) -> SQL
        ) {
            self.label = label
            self.condition = condition
        }
    }

    public init(
        _ name: String, _ function: Function, table: String, path: String? = nil, partOf parent: Parent? = nil,
        otherOwners: OtherOwners? = nil
    ) {
        self.name = name
        self.function = function
        self.table = table
        self.path = path
        self.parent = parent
        self.otherOwners = otherOwners
    }

    public var isShareable: Bool { path != nil }
}
