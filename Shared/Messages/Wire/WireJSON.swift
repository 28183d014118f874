import Foundation

/// How values are written as JSON on the wire: sorted keys, so that equal values are equal bytes, and no escaped slashes.
public enum WireJSON: Sendable {
    /// By our own encoder, which takes a sixth of Foundation's time, except for what only that has rules for.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        if let tree = JSONTree.of(value) { return tree.bytes }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try Array(encoder.encode(value))
    }

    /// Decodes and turns every way in which Foundation says no into one error with a code and a JSON path.
    public static func decode<T: Decodable>(
        _ type: T.Type, from bytes: some Sequence<UInt8>, root: String = "$"
    ) throws(WireFault) -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            throw WireFault(error, root: root)
        } catch {
            throw WireFault(code: "not-json", path: root, reason: "not valid JSON")
        }
    }
}

/// Why bytes from outside were not understood.
public struct WireFault: QuenError, Hashable {
    /// Such as `not-json`, `missing`, `wrong-type`, `invalid-value`.
    public let code: String
    public let path: String?
    public let reason: String
    public var consequence: Consequence { .invalid }

    public init(code: String, path: String?, reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    public var message: Bilingual {
        let place = path ?? "$"
        return Bilingual(
            en: "\(place): \(reason). Correct it and send it again.",
            vi: "\(place): dữ liệu không hợp lệ (\(reason)). Hãy sửa rồi gửi lại.")
    }

    init(_ error: DecodingError, root: String) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(code: "missing", path: Self.path(root, context.codingPath + [key]), reason: "is missing")
        case .valueNotFound(_, let context):
            self.init(code: "missing", path: Self.path(root, context.codingPath), reason: "must not be null")
        case .typeMismatch(let type, let context):
            self.init(
                code: "wrong-type", path: Self.path(root, context.codingPath), reason: "must be \(Self.name(type))")
        case .dataCorrupted(let context):
            self.init(
                code: context.codingPath.isEmpty && root == "$" ? "not-json" : "invalid-value",
                path: Self.path(root, context.codingPath), reason: Self.brief(context.debugDescription))
        @unknown default:
            self.init(code: "invalid-value", path: root, reason: "cannot be read")
        }
    }

    private static func path(_ root: String, _ keys: [any CodingKey]) -> String {
        keys.reduce(root) { path, key in
            if let index = key.intValue { "\(path)[\(index)]" } else { "\(path).\(key.stringValue)" }
        }
    }

    private static func name(_ type: Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        // Before the lists, as dictionaries are collections too.
        case is any ExpressibleByDictionaryLiteral.Type: "an object"
        case is any Collection.Type: "a list"
        default: "an object"
        }
    }

    /// Foundation's own words carry Swift type names; only ours are shown.
    private static func brief(_ text: String) -> String {
        if text.hasPrefix("Cannot initialize") { return "is not one of the allowed values" }
        // The scanner has found it to be JSON; Foundation does not say which value it could not hold.
        if text.hasPrefix("The given data was not valid JSON") {
            return "holds a number with a fraction or out of range, or half of a character"
        }
        return text.contains("Swift") || text.contains("Parsed JSON") ? "cannot be read" : text
    }
}

extension WireJSON {
    /// Scans first, as for messages: depth, duplicate keys, UTF-8.
    public static func checkedDecode<T: Decodable>(_ type: T.Type, from bytes: [UInt8]) throws(WireFault) -> T {
        let text: JSONText
        do throws(JSONScanner.Fault) {
            text = try JSONScanner.scan(bytes)
        } catch {
            throw WireFault(scanner: error)
        }
        return try decode(type, from: text, at: 0)
    }

    /// Decodes one value of a scanned text.
    static func decode<T: Decodable>(
        _ type: T.Type, from text: JSONText, at node: Int, root: String = "$"
    ) throws(WireFault) -> T {
        if let value = JSONReading.decode(type, from: text, at: node) { return value }
        return try decode(type, from: text.bytes[text.nodes[node].range], root: root)
    }
}
