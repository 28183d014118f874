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
            throw WireFault(error, root: root) { JSONReading.allowedValues(type, readFrom: Array(bytes)) }
        } catch {
            throw WireFault(code: "not-json", path: root, reason: .isNotJSON)
        }
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
