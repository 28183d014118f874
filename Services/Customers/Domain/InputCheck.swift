import Foundation
import Messages

/// Reads what was entered: trims, measures, normalises; says by JSON path where it is wrong. `root` is `$` for a
/// request and `$.data` for a message.
struct InputCheck: Sendable {
    var root = "$"

    /// Without outer spaces, composed; nothing for an empty text.
    func text(_ value: String?, _ member: String, most: Int = 200) throws(InputError) -> String? {
        guard let value else { return nil }
        let text = value.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        if text.isEmpty { return nil }
        if text.count > most { throw .tooLong(path: path(member), most: most) }
        let isReadable = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control || scalar == "\n" || scalar == "\t" || scalar == "\r"
        }
        guard isReadable else { throw .unreadableText(path: path(member)) }
        return text
    }

    func required(_ value: String?, _ member: String, most: Int = 200) throws(InputError) -> String {
        guard let text = try text(value, member, most: most) else { throw .missing(path: path(member)) }
        return text
    }

    func email(_ value: String?, _ member: String) throws(InputError) -> String? {
        guard let text = try text(value, member, most: 254) else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        let isAddress =
            parts.count == 2 && !parts[0].isEmpty && parts[1].split(separator: ".").count > 1
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".") && !parts[1].contains("..")
            && !text.contains { $0.isWhitespace || "<>,;()\"".contains($0) }
        guard isAddress else { throw .invalidEmail(path: path(member)) }
        return text
    }

    func emails(_ values: [String], _ member: String) throws(InputError) -> [String] {
        try limit(values.count, member)
        var emails: [String] = []
        for (index, value) in values.enumerated() {
            if let email = try email(value, "\(member)[\(index)]"), !emails.contains(email) { emails.append(email) }
        }
        return emails
    }

    func phone(_ value: String?, _ member: String) throws(InputError) -> Phone? {
        guard let text = try text(value, member, most: 40) else { return nil }
        guard text.filter(\.isWholeNumber).count >= 3 else { throw .invalidPhone(path: path(member)) }
        return Phone(reading: text)
    }

    func phones(_ values: [PhoneInput], _ member: String) throws(InputError) -> [Phone] {
        try limit(values.count, member)
        var phones: [Phone] = []
        for (index, value) in values.enumerated() {
            if let phone = try phone(value.written, "\(member)[\(index)]"), !phones.contains(phone) {
                phones.append(phone)
            }
        }
        return phones
    }

    /// `country` is that of the address: outside Viet Nam a tax code is any text.
    func taxCode(_ value: String?, _ member: String, country: String?) throws(InputError) -> String? {
        guard let text = try text(value, member, most: 50) else { return nil }
        guard let code = TaxCode(text, country: country) else { throw .invalidTaxCode(path: path(member)) }
        return code.text
    }

    func limit(_ count: Int, _ member: String, most: Int = 20) throws(InputError) {
        guard count <= most else { throw .tooMany(path: path(member), most: most) }
    }

    func path(_ member: String) -> String { "\(root).\(member)" }
}

/// A phone number in a request: its text, or an object with the member `written` as answers have it.
struct PhoneInput: Codable, Sendable, Hashable {
    var written: String

    init(written: String) { self.written = written }

    private enum CodingKeys: String, CodingKey { case written }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            written = text
        } else {
            written = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .written)
        }
    }
}
