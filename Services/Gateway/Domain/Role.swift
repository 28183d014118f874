import Foundation
import Messages

/// A role (nhóm quyền): permissions under a name, which accounts are given (ACC-2). One that comes with the release is
/// changed by a release only; a firm makes its own beside it.
struct Role: Codable, Sendable, Hashable {
    var id: EntityID
    var sequence: EventSequence = .first
    /// What accounts name it by, so it never changes.
    let code: String
    private(set) var labelVi: String
    private(set) var labelEn: String
    /// What it is found by.
    private(set) var folded: String
    /// Texts in alphabetical order: the store may hold some that only a later release knows.
    private(set) var permissions: [String]
    let isReadyMade: Bool
    var createdAt: Instant

    /// What an administrator enters.
    struct Content: Sendable, Hashable {
        var label: Bilingual
        var permissions: [String]

        /// As many as there are things and scopes; more can only be repetitions.
        static let mostPermissions = Function.allCases.count * Action.allCases.count * AccessScope.allCases.count

        func checked() throws(RoleError) -> (label: Bilingual, permissions: Set<Permission>) {
            let label = Bilingual(
                en: label.en.trimmingCharacters(in: .whitespacesAndNewlines),
                vi: label.vi.trimmingCharacters(in: .whitespacesAndNewlines))
            for (member, text) in [("en", label.en), ("vi", label.vi)] {
                guard (1...100).contains(text.count) else { throw .invalidLabel(member) }
            }
            guard !permissions.isEmpty else { throw .noPermission }
            guard permissions.count <= Self.mostPermissions else { throw .tooManyPermissions(Self.mostPermissions) }
            var known: Set<Permission> = []
            for (index, text) in permissions.enumerated() {
                guard let permission = Permission(text) else { throw .unknownPermission(index: index, text) }
                known.insert(permission)
            }
            return (label, known.widest)
        }
    }

    /// One of the firm's own.
    init(id: EntityID, code: String, content: Content, at now: Instant) throws(RoleError) {
        guard (2...40).contains(code.utf8.count), code.utf8.allSatisfy(Self.isAllowed) else { throw .invalidCode }
        (self.id, self.code, isReadyMade, createdAt) = (id, code, false, now)
        (labelVi, labelEn, folded, permissions) = ("", "", "", [])
        try change(to: content)
    }

    /// One that comes with the release.
    init(_ role: ReadyMadeRole, at now: Instant) {
        id = EntityID(namespace: .quen, parts: ["role", role.rawValue])
        (code, isReadyMade, createdAt) = (role.rawValue, true, now)
        (labelVi, labelEn, folded, permissions) = ("", "", "", [])
        set(role.label, role.permissions)
    }

    mutating func change(to content: Content) throws(RoleError) {
        let (label, permissions) = try content.checked()
        set(label, permissions)
    }

    mutating func follow(_ release: Role) {
        (labelVi, labelEn, folded) = (release.labelVi, release.labelEn, release.folded)
        permissions = release.permissions
    }

    private mutating func set(_ label: Bilingual, _ permissions: Set<Permission>) {
        (labelVi, labelEn) = (label.vi, label.en)
        folded = TextFolding.words("\(code) \(label.vi) \(label.en)").joined(separator: " ")
        self.permissions = permissions.map(\.description).sorted()
    }

    var label: Bilingual { Bilingual(en: labelEn, vi: labelVi) }
    var granted: Set<Permission> { Set(permissions.compactMap(Permission.init)) }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

extension Set<Permission> {
    /// Throws `RoleError.beyondOwn` where `given` goes further than these: nobody gives away more than they have.
    func requireCovering(_ given: Set<Permission>) throws(RoleError) {
        let beyond = lacking(given)
        guard beyond.isEmpty else { throw .beyondOwn(beyond.map(\.description)) }
    }

    /// Throws `RoleError.accountBeyondOwn` where an account has more than these: nobody gets hold of what they may not do
    /// themselves by signing in as somebody else.
    func requireStanding(over account: Set<Permission>) throws(RoleError) {
        let beyond = lacking(account)
        guard beyond.isEmpty else { throw .accountBeyondOwn(beyond.map(\.description)) }
    }

    /// The same of administering accounts alone: whoever looks after accounts shuts out a salesperson, but not those who
    /// administer more than they.
    func requireAdministrativeStanding(over account: Set<Permission>) throws(RoleError) {
        try requireStanding(over: account.filter { $0.function == .accounts })
    }
}
