import ArgumentParser
import Foundation
import Messages

struct SchemasCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schemas", abstract: "The messages' schemas as they were released.",
        subcommands: [SchemasCheck.self])
}

struct SchemasCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Verifies that nothing that relies on a released schema breaks (MSG-2).",
        discussion: """
            Compares every version kept in Shared/Messages/Schemas with the newest of its major, there and in this \
            release's code; with --against also every version of another release, given as a folder or a git ref. \
            Prints each breaking change and exits with 1 if there is one.
            """)

    @Option(help: "The repository, or the shared folder of an installation; else the present folder.")
    var root = "."
    @Option(help: "Another release: a folder with its schemas, or a git ref of the repository such as v1.2.")
    var against: String?

    func run() async throws {
        let kept = try SchemaSource.folder(root)
        let code = try ContractFiles.schemas()
        var changes = try Self.changes("kept", kept, since: kept) + Self.changes("code", code, since: kept)
        if let against {
            let other = try SchemaSource.named(against, repository: root)
            changes += try Self.changes("kept", kept, since: other) + Self.changes("code", code, since: other)
        }
        for change in changes { Console.print(change) }
        guard changes.isEmpty else { throw ExitCode(1) }
        Console.note("\(kept.paths.count) released schemas; nothing breaks.")
    }

    private static func changes(_ name: String, _ newer: SchemaFolder, since older: SchemaFolder) throws -> [String] {
        do { return try newer.breakingChanges(since: older).map { "\(name): \($0)" } } catch {
            throw OperatorError("The schemas cannot be compared: \(error)")
        }
    }
}
