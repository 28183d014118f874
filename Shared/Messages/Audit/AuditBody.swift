/// What an entry of the audit says beyond who, when and what, as JSON with its members in the order of their names.
public enum AuditBody: Sendable {
    /// `state` is JSON.
    public static func created(_ state: [UInt8], reason: String?) -> String {
        text([("after", state), ("reason", reason.map(literal))])
    }

    /// `state` is JSON.
    public static func deleted(_ state: [UInt8], reason: String?) -> String {
        text([("before", state), ("reason", reason.map(literal))])
    }

    /// A member that changed; both values are JSON.
    public struct Change: Sendable {
        let name: String
        let before: [UInt8]
        let after: [UInt8]

        public init(_ name: String, before: [UInt8], after: [UInt8]) {
            self.name = name
            self.before = before
            self.after = after
        }
    }

    public static func changed(_ changes: [Change], reason: String?) -> String {
        let changes = changes.sorted { $0.name < $1.name }
        return text([
            ("after", object(changes.map { ($0.name, $0.after) })),
            ("before", object(changes.map { ($0.name, $0.before) })),
            ("reason", reason.map(literal)),
        ])
    }

    /// An act that is no record's change. What is empty is left out.
    public static func act(
        details: [String: String], before: [String: String] = [:], after: [String: String] = [:]
    ) -> String {
        text([("after", texts(after)), ("before", texts(before)), ("details", texts(details))])
    }

    private static func texts(_ texts: [String: String]) -> [UInt8]? {
        let texts = texts.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
        return texts.isEmpty ? nil : object(texts.map { ($0.key, literal($0.value)) })
    }

    private static func text(_ members: [(String, [UInt8]?)]) -> String {
        String(decoding: object(members), as: UTF8.self)
    }

    private static func object(_ members: [(String, [UInt8]?)]) -> [UInt8] {
        var bytes = [UInt8(ascii: "{")]
        for case (let name, let value?) in members {
            if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
            JSONLiteral.write(name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            bytes += value
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private static func literal(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONLiteral.write(text, to: &bytes)
        return bytes
    }
}
