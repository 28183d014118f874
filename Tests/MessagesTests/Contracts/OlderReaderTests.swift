import Foundation
import Messages
import Testing

/// Services of different releases understand each other, both ways (MSG-2, fault 22). That the newest reads every older
/// message is what `SamplesTests` tries.
@Suite struct OlderReaderTests {
    /// What a later release may add, wherever there is an object.
    private static let addition = JSONValue.object([
        "list": .array([.integer(1), .null, .object(["deep": .bool(true)])]), "text": .string("về sau"),
    ])

    private static func extended(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): .array(items.map(extended))
        case .object(let members):
            .object(members.mapValues(extended).merging(["addedLater": addition]) { old, _ in old })
        default: value
        }
    }

    /// A page of a snapshot passes states on without reading them, added members and all.
    private static let paths = SamplesTests.paths.filter { !$0.hasPrefix("copies.snapshot.page/") }

    @Test(arguments: paths) func aReaderPassesOverMembersThatItDoesNotKnow(path: String) throws {
        let body = try [UInt8](Data(contentsOf: Folders.messages.appending(path: "Samples/\(path)")))
        var newer = try JSONValue(parsing: body)
        newer["data"] = newer["data"].map(Self.extended)
        newer["addedlater"] = "a CloudEvents extension attribute"
        let message = try ReceivedMessage(body: WireJSON.encode(newer))
        let again = try TypedMessage.encodedAgain(message)
        #expect(try JSONValue(parsing: again) == JSONValue(parsing: body))
    }

    /// What an older reader relies on is in the newest sample: members required in any released schema are never left out.
    @Test func everythingThatAnOlderSchemaRequiresIsStillSent() throws {
        let files = try Folders.files(below: Folders.messages.appending(path: "Schemas"))
        let schemas = SchemaFolder(try files.mapValues { try JSONValue(parsing: $0) })
        let contracts = try Catalogue.contracts()
        for path in schemas.paths where !path.hasPrefix("state/") {
            let name = String(path.prefix { $0 != "/" })
            let version = String(path.dropFirst(name.count + 1))
            let major = Int(version.prefix { $0 != "." })
            for contract in contracts where contract.name == name && contract.major == major {
                let missing = Self.missing(try schemas.expanded(path), in: contract.sample, at: "$")
                #expect(missing.isEmpty, "\(path): \(missing)")
            }
        }
    }

    private static func missing(_ schema: JSONValue, in value: JSONValue, at path: String) -> [String] {
        if let items = value.items, let inner = schema["items"] {
            return items.flatMap { missing(inner, in: $0, at: path + "[]") }
        }
        guard let members = value.members else { return [] }
        let needed = (schema["required"]?.items ?? []).compactMap(\.text)
        return needed.filter { members[$0] == nil }.map { "\(path).\($0)" }
            + (schema["properties"]?.members ?? [:]).flatMap { name, inner in
                members[name].map { missing(inner, in: $0, at: "\(path).\(name)") } ?? []
            }
    }
}
