import Foundation

extension JSONValue {
    /// JSON with sorted keys, two spaces a level and short lists on one line, ending in a newline: equal values give
    /// equal files.
    package var prettyJSON: String { Self.json(self, indent: "") + "\n" }

    /// YAML 1.2 in block style with sorted keys, ending in a newline. Strings are quoted as in JSON unless they are
    /// plain words.
    package var yaml: String { Self.yaml(self, indent: "").drop { $0 == "\n" } + "\n" }

    private static func json(_ value: JSONValue, indent: String) -> String {
        let inner = indent + "  "
        switch value {
        case .array(let items) where !items.isEmpty && !items.allSatisfy(\.isScalar):
            let lines = items.map { inner + json($0, indent: inner) }
            return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
        case .array(let items):
            return "[\(items.map { json($0, indent: "") }.joined(separator: ", "))]"
        case .object(let members) where !members.isEmpty:
            let lines = members.sorted { $0.key < $1.key }.map {
                "\(inner)\(quoted($0.key)): \(json($0.value, indent: inner))"
            }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        case .object: return "{}"
        case .string(let text): return quoted(text)
        case .integer(let number): return String(number)
        case .decimal(let number): return number.description
        case .bool(let flag): return flag ? "true" : "false"
        case .null: return "null"
        }
    }

    private static func yaml(_ value: JSONValue, indent: String) -> String {
        switch value {
        case .object(let members) where !members.isEmpty:
            members.sorted { $0.key < $1.key }.map { "\n\(indent)\(plain($0.key)):" + nested($0.value, indent) }
                .joined()
        case .array(let items) where !items.isEmpty:
            items.map { "\n\(indent)-" + nested($0, indent) }.joined()
        case .string(let text): plain(text)
        default: json(value, indent: "")
        }
    }

    private static func nested(_ value: JSONValue, _ indent: String) -> String {
        let text = yaml(value, indent: indent + "  ")
        return text.hasPrefix("\n") ? text : " " + text
    }

    private var isScalar: Bool {
        switch self {
        case .array, .object: false
        default: true
        }
    }

    /// Without quotes where YAML can read nothing else in it.
    private static func plain(_ text: String) -> String {
        let isWord =
            text.first?.isLetter == true && text.utf8.allSatisfy { $0 < 128 }
            && text.allSatisfy { $0.isLetter || $0.isNumber || "._-".contains($0) }
            && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        return isWord ? text : quoted(text)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\u{0}"..<" ": quoted += "\\u" + hex(scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
