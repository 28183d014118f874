import Foundation
import Messages

/// Part of a list, and where the next part begins.
public struct Page<Item: Sendable>: Sendable {
    public var items: [Item]
    /// Nothing at the end.
    public var next: Cursor?

    public init(items: [Item], next: Cursor?) {
        self.items = items
        self.next = next
    }

    public func map<Other: Sendable>(_ transform: (Item) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(items: try items.map(transform), next: next)
    }
}

extension Page: Encodable where Item: Encodable {}

/// Names the last row of a page by its sort value and id, so that rows that come or go meanwhile make the next page
/// neither skip nor repeat. Opaque to clients.
public struct Cursor: Sendable, Hashable, Codable, LosslessStringConvertible {
    /// The sort under which it was made; under another it is refused.
    public var sort: String
    public var value: JSONValue
    public var id: EntityID

    public init(sort: String, value: JSONValue, id: EntityID) {
        self.sort = sort
        self.value = value
        self.id = id
    }

    private struct Parts: Codable {
        var s: String
        var v: JSONValue
        var i: EntityID
    }

    public init?(_ description: String) {
        let base64 = description.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base64 + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        guard description.utf8.count < 2000, let data = Data(base64Encoded: padded),
            let parts = try? JSONDecoder().decode(Parts.self, from: data)
        else { return nil }
        self.init(sort: parts.s, value: parts.v, id: parts.i)
    }

    public var description: String {
        let bytes = (try? WireJSON.encode(Parts(s: sort, v: value, i: id))) ?? []
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let cursor = Cursor(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a cursor")
        }
        self = cursor
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// What a client asks of a list: how many, from where, in which order, and the rest by name.
public struct ListRequest: Sendable {
    public var limit: Int
    public var cursor: Cursor?
    /// A column that the list offers; `isDescending` for a leading hyphen.
    public var sort: String?
    public var isDescending: Bool
    /// The words to search for.
    public var search: String?
    public var filters: [String: String]

    public init(
        limit: Int = 50, cursor: Cursor? = nil, sort: String? = nil, isDescending: Bool = false, search: String? = nil,
        filters: [String: String] = [:]
    ) {
        self.limit = limit
        self.cursor = cursor
        self.sort = sort
        self.isDescending = isDescending
        self.search = search
        self.filters = filters
    }
}
