/// The name of an employee, a customer or an activity: equal and ordered by its UTF-8 bytes, without case folding or
/// Unicode normalisation, which `String` would apply (FORMAT 1.7).
package struct Identifier: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) { self.bytes = bytes }
    package init(_ text: String) { bytes = Array(text.utf8) }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension Identifier: Comparable {
    /// Byte order: bytes as unsigned numbers, a beginning before what continues it.
    package static func < (left: Identifier, right: Identifier) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
