import Documents
import Foundation

/// The templates as they are in the sources.
enum Rendering {
    /// Found from this file, because the tests may be started in any directory.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    static let directory = directory(above: folder)
    private static let templates = Result { try DocumentTemplates(directory: directory) }

    static func html(
        _ document: PrintedDocument, _ language: DocumentLanguage = .vi, version: Int? = nil
    ) throws -> String {
        try templates.get().html(document, version: version, language: language)
    }

    static func newest(_ kind: DocumentKind) throws -> Int { try templates.get().newest(kind) }

    /// What a reader sees: no styles, no tags, and entities read.
    static func text(_ document: PrintedDocument, _ language: DocumentLanguage = .vi) throws -> String {
        let html = try html(document, language).replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: "")
        let entities = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
        ]
        let bare = html.replacing(/<[^>]*>/, with: "")
        return entities.reduce(bare) { $0.replacing($1.0, with: $1.1) }
    }

    /// Beside the module's sources, both in its own package and inside the Contracts service.
    private static func directory(above folder: URL) -> String {
        let root = folder.deletingLastPathComponent().deletingLastPathComponent()
        let places = ["Services/Contracts/Documents/Templates", "Sources/Documents/Templates"]
        let found = places.map { root.appending(path: $0).path }.first(where: FileManager.default.fileExists(atPath:))
        return found ?? root.path
    }

    /// Every kind in every language.
    static let all = DocumentKind.allCases.flatMap { kind in DocumentLanguage.allCases.map { (kind, $0) } }
}
