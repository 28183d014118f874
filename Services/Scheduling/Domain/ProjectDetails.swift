import Foundation
import Messages

/// What a person enters about a project (SCH-10), trimmed and checked.
struct ProjectDetails: Sendable, Hashable {
    struct Input: Decodable, Sendable {
        /// The next number of the firm's own series where nothing is given; of another it stays.
        var code: String?
        var name: String
        var description: String?
        var startsOn: Day
        var endsOn: Day?
        var parentId: EntityID?
        var customerId: EntityID?
        var members: [ProjectMember]?
        var contractIds: [EntityID]?
        /// As they are where nothing is given; of a new one the person who asks, and their branch.
        var branchId: EntityID?
        var responsibleId: EntityID?
        var secondResponsibleId: EntityID?
    }

    var code: String?
    var name: String
    var description: String?
    var startsOn: Day
    var endsOn: Day?
    var parentId: EntityID?
    var customerId: EntityID?
    var members: [ProjectMember]
    var contractIds: [EntityID]

    static let mostMembers = 100
    static let mostContracts = 50
    static let mostYears = 50

    init(_ input: Input) throws(ProjectError) {
        code = try Self.text(input.code, "code", most: 50)
        guard let name = try Self.text(input.name, "name", most: 300) else {
            throw .textInvalid(field: "name", most: 300)
        }
        self.name = name
        description = try Self.text(input.description, "description", most: 4000)
        guard FirmTime.years.contains(input.startsOn.year) else { throw .periodInvalid(path: "$.startsOn") }
        if let endsOn = input.endsOn {
            guard input.startsOn <= endsOn, endsOn <= input.startsOn.adding(months: 12 * Self.mostYears) else {
                throw .periodInvalid(path: "$.endsOn")
            }
        }
        (startsOn, endsOn) = (input.startsOn, input.endsOn)
        (parentId, customerId) = (input.parentId, input.customerId)
        members = try Self.members(input.members ?? [])
        let contracts = input.contractIds ?? []
        guard contracts.count <= Self.mostContracts else {
            throw .tooMany(field: "contractIds", most: Self.mostContracts)
        }
        contractIds = contracts.enumerated().filter { !contracts[..<$0.offset].contains($0.element) }.map(\.element)
    }

    private static func members(_ members: [ProjectMember]) throws(ProjectError) -> [ProjectMember] {
        guard members.count <= mostMembers else { throw .tooMany(field: "members", most: mostMembers) }
        var read: [ProjectMember] = []
        for (index, member) in members.enumerated() {
            guard (member.employeeId == nil) != (member.contactId == nil) else { throw .memberInvalid(index: index) }
            guard let role = try text(member.role, "members[\(index)].role", most: 100) else {
                throw .textInvalid(field: "members[\(index)].role", most: 100)
            }
            let isThere = read.contains {
                $0.employeeId == member.employeeId && $0.contactId == member.contactId
            }
            guard !isThere else { throw .memberTwice(index: index) }
            read.append(ProjectMember(employeeId: member.employeeId, contactId: member.contactId, role: role))
        }
        return read
    }

    private static func text(_ text: String?, _ field: String, most: Int) throws(ProjectError) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= most else { throw .textInvalid(field: field, most: most) }
        return text
    }
}
