import Foundation
import Messages

/// What a person enters about an employee (SCH-1), trimmed and checked.
struct EmployeeDetails: Sendable, Hashable {
    /// The next number of the firm's own series where nothing is given.
    var code: String?
    var name: String
    var title: String?
    var department: String?
    var phones: [Phone]
    var email: String?
    var managerId: EntityID?
    var branchId: EntityID?
    var teams: [String]
    /// Held against the firm's fields where it is written; nothing leaves what is there.
    var customFields: [CustomFieldValue]?

    init(
        code: String? = nil, name: String, title: String? = nil, department: String? = nil, phones: [String] = [],
        email: String? = nil, managerId: EntityID? = nil, branchId: EntityID? = nil, teams: [String] = [],
        customFields: [CustomFieldValue]? = nil
    ) throws(EmployeeError) {
        self.code = try Self.text(code, "code", most: 50)
        guard let name = try Self.text(name, "name", most: 200) else {
            throw .textInvalid(field: "name", most: 200)
        }
        self.name = name
        self.title = try Self.text(title, "title", most: 200)
        self.department = try Self.text(department, "department", most: 200)
        self.phones = try Self.phones(phones)
        self.email = try Self.email(email)
        self.managerId = managerId
        self.branchId = branchId
        self.teams = try Self.teams(teams)
        self.customFields = customFields
    }

    /// Nothing for an empty text.
    private static func text(_ text: String?, _ field: String, most: Int) throws(EmployeeError) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        guard text.count <= most else { throw .textInvalid(field: field, most: most) }
        return text
    }

    private static func phones(_ phones: [String]) throws(EmployeeError) -> [Phone] {
        guard phones.count <= 10 else { throw .tooMany(field: "phones", most: 10) }
        var read: [Phone] = []
        for (index, written) in phones.enumerated() {
            guard let written = try text(written, "phones[\(index)]", most: 40) else { continue }
            read.append(Phone(reading: written))
        }
        return read
    }

    private static func email(_ email: String?) throws(EmployeeError) -> String? {
        guard let email = try text(email, "email", most: 254) else { return nil }
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = email.unicodeScalars.allSatisfy {
            $0.value > 32 && $0.value != 127 && !"<>,;\"()".unicodeScalars.contains($0)
        }
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), isPlain else { throw .emailInvalid }
        return email
    }

    /// In their order, each once.
    private static func teams(_ teams: [String]) throws(EmployeeError) -> [String] {
        guard teams.count <= 20 else { throw .tooMany(field: "teams", most: 20) }
        var read: [String] = []
        for (index, team) in teams.enumerated() {
            guard let team = try text(team, "teams[\(index)]", most: 100), !read.contains(team) else { continue }
            read.append(team)
        }
        return read
    }
}

extension Phone {
    /// E.164 where it can be read: an international number with `+`, else a Vietnamese one of 9 or 10 digits after the 0.
    init(reading written: String) {
        let digits = String(written.unicodeScalars.filter { ("0"..."9").contains($0) })
        let isClean = written.allSatisfy { $0.isNumber || " .-()+/".contains($0) }
        var e164: String?
        if isClean, written.hasPrefix("+"), (8...15).contains(digits.count) {
            e164 = "+" + digits
        } else if isClean, digits.hasPrefix("0"), (10...11).contains(digits.count) {
            e164 = "+84" + digits.dropFirst()
        } else if isClean, digits.hasPrefix("84"), (11...12).contains(digits.count) {
            e164 = "+" + digits
        }
        self.init(written: written, e164: e164)
    }
}
