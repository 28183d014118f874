import Foundation
import Messages
import Yams

/// What the joined document needs of YAML nodes. They keep the order in which files are written, which JSON values do not.
extension Node {
    subscript(path: String...) -> Node? {
        path.reduce(Optional(self)) { node, name in node?.mapping?[name] }
    }

    /// Key and value of a mapping, in the file's order; nothing of anything else.
    var members: [(name: String, value: Node)] {
        (mapping ?? [:]).compactMap { key, value in key.string.map { ($0, value) } }
    }

    static func object(_ members: [(name: String, value: Node)]) -> Node {
        Node(members.map { (key($0.name), $0.value) })
    }

    /// In quotes where YAML would read something else than a text, such as the status of an answer.
    private static func key(_ name: String) -> Node {
        let plain = Node(name)
        return plain.tag.description == Tag.Name.str.rawValue ? plain : Node(name, Tag(.str), .singleQuoted)
    }

    /// The same with every text that `$ref` holds replaced.
    func replacingReferences(_ change: (String) -> String) -> Node {
        switch self {
        case .mapping:
            .object(
                members.map { name, value in
                    if name == "$ref", let target = value.scalar?.string {
                        return (name: name, value: Node(change(target), Tag(.str), .singleQuoted))
                    }
                    return (name: name, value: value.replacingReferences(change))
                })
        case .sequence(let items): Node(items.map { $0.replacingReferences(change) })
        case .scalar, .alias: self
        }
    }

    /// As JSON, in the same order.
    var json: String {
        switch self {
        case .mapping:
            "{" + members.map { "\(Self.quoted($0.name)):\($0.value.json)" }.joined(separator: ",") + "}"
        case .sequence(let items): "[" + items.map(\.json).joined(separator: ",") + "]"
        case .scalar(let scalar): Self.literal(self, scalar)
        case .alias: "null"
        }
    }

    /// Throws where it is no JSON, which `json` never is.
    func value() throws -> JSONValue { try JSONValue(parsing: json.utf8) }

    private static func literal(_ node: Node, _ scalar: Scalar) -> String {
        switch node.tag.description {
        case Tag.Name.null.rawValue: "null"
        case Tag.Name.bool.rawValue: node.bool == true ? "true" : "false"
        case Tag.Name.int.rawValue: node.int.map(String.init) ?? quoted(scalar.string)
        case Tag.Name.float.rawValue: node.float.flatMap { $0.isFinite ? "\($0)" : nil } ?? quoted(scalar.string)
        default: quoted(scalar.string)
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20: quoted += String(format: "\\u%04x", scalar.value)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
