import Foundation
import Messages

/// An employee (SCH-1): who is responsible for records, attends appointments, belongs to teams.
struct Employee: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    var code: String
    var name: String
    var title: String?
    var department: String?
    var phones: [Phone] = []
    var email: String?
    /// May name one who is not known here: another system names managers before it records them.
    var managerId: EntityID?
    var branchId: EntityID?
    var teams: [String] = []
    /// `false`: has left; the record is kept.
    var isActive = true
    var external: ExternalReference?
    /// When the newest applied record of the outside system was made there.
    var recordedAt: Instant?
    /// Members that staff edited since they were recorded from outside; records leave these alone.
    var editedMembers: [String] = []
    /// What they can do; entered by itself, and by no other system.
    var skills: [EmployeeSkill] = []
    /// What they still had to do when they left (SCH-1).
    var openWork: OpenWorkCount?
    /// What the firm's own fields hold (CUS-5), in the order of the fields.
    var customFields: [CustomFieldValue] = []

    init(id: EntityID, code: String, name: String, external: ExternalReference? = nil) {
        (self.id, self.code, self.name, self.external) = (id, code, name, external)
    }

    /// An employee is their own first responsible: so a person's own scope reaches their own record.
    var ownership: Ownership { Ownership(branchId: branchId, responsibleId: id) }

    /// Takes over what a person entered. `code` and `customFields` stay where none are given.
    mutating func enter(_ details: EmployeeDetails) throws(EmployeeError) {
        guard details.managerId != id else { throw .ownManager }
        let before = self
        code = details.code ?? code
        customFields = details.customFields ?? customFields
        for member in Self.members { member.enter(&self, details) }
        guard external != nil else { return }
        let edited = Self.members.filter { $0.differs(self, before) }.map(\.name)
        editedMembers = Set(editedMembers).union(edited).sorted()
    }

    /// Takes over what another system recorded at `time`; the names of the members that staff edited since and that
    /// would have changed. An earlier record than the one known, or the same one again, changes nothing.
    mutating func record(_ details: EmployeeDetails, said: Set<String>, isActive: Bool?, at time: Instant)
        throws(EmployeeError) -> [String]
    {
        guard details.managerId != id else { throw .ownManager }
        if let recordedAt, recordedAt >= time { return [] }
        recordedAt = time
        var kept: [String] = []
        for member in Self.members where said.contains(member.name) {
            var changed = self
            member.enter(&changed, details)
            guard member.differs(changed, self) else { continue }
            if editedMembers.contains(member.name) { kept.append(member.name) } else { self = changed }
        }
        self.isActive = isActive ?? self.isActive
        return kept
    }

    mutating func leave() throws(EmployeeError) {
        guard isActive else { throw .alreadyLeft }
        isActive = false
    }

    mutating func comeBack() throws(EmployeeError) {
        guard !isActive else { throw .hasNotLeft }
        isActive = true
    }

    // MARK: Members

    /// One member that both staff and other systems write.
    private struct Member: Sendable {
        let name: String
        let enter: @Sendable (inout Employee, EmployeeDetails) -> Void
        let differs: @Sendable (Employee, Employee) -> Bool
    }

    private static let members: [Member] = [
        Member(name: "name", enter: { $0.name = $1.name }, differs: { $0.name != $1.name }),
        Member(name: "title", enter: { $0.title = $1.title }, differs: { $0.title != $1.title }),
        Member(
            name: "department", enter: { $0.department = $1.department }, differs: { $0.department != $1.department }),
        Member(name: "phones", enter: { $0.phones = $1.phones }, differs: { $0.phones != $1.phones }),
        Member(name: "email", enter: { $0.email = $1.email }, differs: { $0.email != $1.email }),
        Member(name: "managerId", enter: { $0.managerId = $1.managerId }, differs: { $0.managerId != $1.managerId }),
        Member(name: "branchId", enter: { $0.branchId = $1.branchId }, differs: { $0.branchId != $1.branchId }),
        Member(name: "teams", enter: { $0.teams = $1.teams }, differs: { $0.teams != $1.teams }),
    ]
}
