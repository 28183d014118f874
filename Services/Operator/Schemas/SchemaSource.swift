import Foundation
import Messages

/// Where schemas of a release are read from.
enum SchemaSource {
    private static let place = "Shared/Messages/Schemas"

    /// `folder` is the schemas' own, or one of a repository or an installation.
    static func folder(_ folder: String) throws -> SchemaFolder {
        let inside = "\(folder)/\(place)"
        return try read(FileManager.default.fileExists(atPath: inside) ? inside : folder)
    }

    /// A folder, or where there is none of that name a git ref of `repository`.
    static func named(_ name: String, repository: String) throws -> SchemaFolder {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory), isDirectory.boolValue {
            return try folder(name)
        }
        guard !name.hasPrefix("-") else { throw OperatorError("\(name) is no folder and no git ref.") }
        let scratch = NSTemporaryDirectory() + "quen-schemas-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let archive = scratch + "/archive.tar"
        try run("git", ["-C", repository, "archive", "--format=tar", "-o", archive, name, place])
        try run("tar", ["-xf", archive, "-C", scratch])
        return try folder(scratch)
    }

    private static func read(_ folder: String) throws -> SchemaFolder {
        let paths =
            (try? FileManager.default.subpathsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".json") } ?? []
        guard !paths.isEmpty else {
            throw OperatorError("\(folder) holds no schemas. Name the repository, or a folder with its schemas.")
        }
        var files: [String: JSONValue] = [:]
        for path in paths {
            guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
                throw OperatorError("\(folder)/\(path) cannot be read.")
            }
            files[path] = try OperatorError.telling { try JSONValue(parsing: data) }
        }
        return SchemaFolder(files)
    }

    private static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch { throw OperatorError("\(program) cannot be run. Install it.") }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw OperatorError("\(program) \(arguments.joined(separator: " ")) failed; what it wrote says why.")
        }
    }
}
