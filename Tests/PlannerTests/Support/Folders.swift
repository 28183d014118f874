import Foundation

/// Where the problems with their expected plans lie.
enum Folders {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    private static let repository = tests.deletingLastPathComponent().deletingLastPathComponent()

    /// Those of this repository.
    static let golden = tests.appending(path: "golden")
    /// Those that came with the format, beside the checkout; they may be missing.
    static let examples = repository.deletingLastPathComponent().appending(path: "shared/scheduling/examples")

    /// The names of the problems in a folder; none if there is no such folder.
    static func problems(in folder: URL) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".problem.json") }.map { String($0.dropLast(".problem.json".count)) }
            .sorted()
    }

    static func problem(_ name: String, in folder: URL) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: "\(name).problem.json")))
    }

    static func expected(_ name: String, in folder: URL) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: "\(name).expected.json")))
    }
}

/// JSON by its meaning: the order of members and blanks do not count.
func meaning(of bytes: [UInt8]) throws -> NSDictionary {
    let value = try JSONSerialization.jsonObject(with: Data(bytes))
    return value as? NSDictionary ?? [:]
}
