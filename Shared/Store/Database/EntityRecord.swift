import Foundation
import GRDB
import Messages

/// A record of a service's own: a row of its table whose every change is published with its full public state.
///
/// The domain's value is the row: it is plain, and its conformance to this protocol in the service's `Store/` folder
/// names the table. Only `Transaction.insert`, `update` and `delete` write it.
public protocol EntityRecord: FetchableRecord, PersistableRecord, Codable, Sendable {
    associatedtype State: EntityState
    var id: EntityID { get }
    /// The number of the record's last event; the ETag.
    var sequence: EventSequence { get set }
    var published: State { get }
}

extension EntityRecord {
    public static var persistenceConflictPolicy: PersistenceConflictPolicy {
        PersistenceConflictPolicy(insert: .abort, update: .abort)
    }
}

/// Which version of which record a command ended with: what `Quen-Version` and `ETag` say.
public struct RecordVersion: Sendable, Hashable, LosslessStringConvertible {
    public let source: String
    public let subject: Subject
    public let sequence: EventSequence

    public init(source: String, subject: Subject, sequence: EventSequence) {
        self.source = source
        self.subject = subject
        self.sequence = sequence
    }

    public init?(_ description: String) {
        guard let at = description.lastIndex(of: "@"), let slash = description[..<at].firstIndex(of: "/"),
            let subject = Subject(String(description[description.index(after: slash)..<at])),
            let sequence = EventSequence(String(description[description.index(after: at)...]))
        else { return nil }
        self.init(source: String(description[..<slash]), subject: subject, sequence: sequence)
    }

    /// `urn:quen:main:customers/customer/0190…@00000000000000000001`
    public var description: String { "\(source)/\(subject)@\(sequence)" }
}
