import Foundation

/// A member of a PATCH: left out keeps the value, `null` takes it away, anything else sets it.
enum Change<Value: Codable & Sendable & Hashable>: Sendable, Hashable {
    case keep
    case clear
    case set(Value)

    func apply(to value: inout Value?) {
        switch self {
        case .keep: break
        case .clear: value = nil
        case .set(let new): value = new
        }
    }
}

extension Change: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .clear : .set(try container.decode(Value.self))
    }
}

extension KeyedDecodingContainer {
    /// Makes a missing member mean `keep`; the compiler's own `init(from:)` calls this.
    func decode<Value>(_ type: Change<Value>.Type, forKey key: Key) throws -> Change<Value> {
        guard contains(key) else { return .keep }
        if try decodeNil(forKey: key) { return .clear }
        return .set(try decode(Value.self, forKey: key))
    }
}
