import Foundation

/// One record of one owner, as messages name it: `<entity>/<id>`, such as `customer/0190…`.
public struct Subject: Hashable, Sendable, Codable, LosslessStringConvertible {
    public let entity: String
    public let id: String

    public init(_ entity: String, _ id: EntityID) {
        self.entity = entity
        self.id = id.description
    }

    /// Nothing without both parts.
    public init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/"), slash != text.startIndex, text.index(after: slash) != text.endIndex
        else { return nil }
        entity = String(text[..<slash])
        id = String(text[text.index(after: slash)...])
    }

    public var description: String { entity + "/" + id }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let subject = Subject(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "a subject is <entity>/<id>")
        }
        self = subject
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
