import Foundation
import Hummingbird
import Messages
import ServiceHTTP

/// The body of a command that needs nothing more: `{}` or none.
struct NoInput: Decodable, Sendable {}

extension Request {
    /// The version that a command by POST is meant for, where the client names one.
    func ifMatchWhereGiven() throws -> EventSequence? { headers[.ifMatch] == nil ? nil : try ifMatch() }
}

/// A list that is short enough to be given whole.
struct Items<Item: Encodable & Sendable>: Encodable, Sendable {
    var items: [Item]
}
