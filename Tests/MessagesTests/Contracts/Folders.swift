import Foundation

/// The folders of the repository that the tests of contracts read.
enum Folders: Sendable {
    /// `Shared/Messages`.
    static let messages = repository.appending(path: "Shared/Messages")
    /// Inbound messages to accept and to reject.
    static let corpus = repository.appending(path: "Tests/MessagesTests/corpus/inbound")

    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The files below `folder` by their paths relative to it.
    static func files(below folder: URL) throws -> [String: Data] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        var files: [String: Data] = [:]
        for path in paths where path.hasSuffix(".json") {
            files[path] = try Data(contentsOf: folder.appending(path: path))
        }
        return files
    }
}
