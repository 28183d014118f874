/// One who is invited (`ATTENDEE`, RFC 5545 §3.8.4.1).
public struct Attendee: Hashable, Sendable {
    public var user: CalendarUser
    public var participation: Participation
    public var role: Role
    /// The address of who comes instead (`DELEGATED-TO`, §3.2.5) and of who would have come (`DELEGATED-FROM`, §3.2.4);
    /// written, not read.
    public var delegatedTo: String?
    public var delegatedFrom: String?

    public init(_ user: CalendarUser, participation: Participation = .needsAction, role: Role = .required) {
        self.user = user
        self.participation = participation
        self.role = role
    }

    /// `PARTSTAT` (RFC 5545 §3.2.12); one that is not known counts as `needsAction`.
    public enum Participation: String, Hashable, Sendable, CaseIterable {
        case needsAction = "NEEDS-ACTION"
        case accepted = "ACCEPTED"
        case declined = "DECLINED"
        case tentative = "TENTATIVE"
        case delegated = "DELEGATED"
        /// Tasks only.
        case completed = "COMPLETED"
        /// Tasks only.
        case inProcess = "IN-PROCESS"
    }

    /// `ROLE` (RFC 5545 §3.2.16); one that is not known counts as `required`.
    public enum Role: String, Hashable, Sendable, CaseIterable {
        case chair = "CHAIR"
        case required = "REQ-PARTICIPANT"
        case optional = "OPT-PARTICIPANT"
        case observer = "NON-PARTICIPANT"
    }
}
