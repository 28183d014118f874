import Foundation
import Messages

/// A team (nhóm): employees who see each other's records under the scope `team` (SCH-1, ACC-2).
struct Team: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    /// What employees name it by, so it never changes.
    let code: String
    private(set) var name: String
    /// Nothing for a team of the whole firm.
    var branchId: EntityID?
    /// Need not be one of the members.
    var leaderId: EntityID?
    /// By which a team is found when somebody writes it their own way.
    let foldedCode: String
    private(set) var foldedName: String

    init(id: EntityID, code: String, name: String, branchId: EntityID? = nil, leaderId: EntityID? = nil)
        throws(TeamError)
    {
        let code = code.trimmed
        guard (1...100).contains(code.count), !Branch.folded(code).isEmpty else {
            throw .textInvalid(field: "code", most: 100)
        }
        (self.id, self.code, self.name) = (id, code, "")
        (self.branchId, self.leaderId) = (branchId, leaderId)
        (foldedCode, foldedName) = (Branch.folded(code), "")
        try rename(name)
    }

    mutating func rename(_ name: String) throws(TeamError) {
        let name = name.trimmed
        guard (1...200).contains(name.count), !Branch.folded(name).isEmpty else {
            throw .textInvalid(field: "name", most: 200)
        }
        (self.name, foldedName) = (name, Branch.folded(name))
    }

    /// A team is its leader's.
    var ownership: Ownership { Ownership(branchId: branchId, responsibleId: leaderId) }
}
