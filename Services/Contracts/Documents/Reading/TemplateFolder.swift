import Foundation
import Mustache

/// The directory of the templates as it is on disk.
struct TemplateFolder {
    let path: String

    private static let ending = ".html.mustache"

    /// Name of a kind's template in the library, which is its path without the ending.
    static func name(_ kind: DocumentKind, _ version: Int, _ language: DocumentLanguage) -> String {
        "\(kind.rawValue)/\(version)/\(language.rawValue)"
    }

    /// Every template and partial, once all that is needed is known to be there.
    func library() throws -> MustacheLibrary {
        var sources: [String: String] = [:]
        for (kind, versions) in try versions() {
            for (version, language) in versions.flatMap({ v in DocumentLanguage.allCases.map { (v, $0) } }) {
                let name = Self.name(kind, version, language)
                try read(name, neededBy: nil, into: &sources)
            }
        }
        return MustacheLibrary(templates: try sources.reduce(into: [:]) { try $0[$1.key] = parse($1) })
    }

    /// The numbered folders of each kind, ascending; version 1 is always there.
    func versions() throws -> [DocumentKind: [Int]] {
        var versions: [DocumentKind: [Int]] = [:]
        for kind in DocumentKind.allCases {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(path)/\(kind.rawValue)")) ?? []
            let numbers = names.compactMap(Int.init).filter { $0 > 0 }
            versions[kind] = Set(numbers).union([1]).sorted()
        }
        return versions
    }

    /// Reads a file and the partials it names, each once.
    private func read(_ name: String, neededBy template: String?, into sources: inout [String: String]) throws {
        guard sources[name] == nil else { return }
        let file = name + Self.ending
        guard FileManager.default.fileExists(atPath: "\(path)/\(file)") else {
            throw DocumentTemplatesError.missing(file: file, neededBy: template.map { $0 + Self.ending })
        }
        let source: String
        do {
            source = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
        } catch {
            throw DocumentTemplatesError.unreadable(file: file, reason: "\(error)")
        }
        sources[name] = source
        // A partial that is missing would print nothing, and nobody would know.
        for partial in source.matches(of: /\{\{>\s*([^\s}]+)\s*\}\}/) {
            try read(String(partial.1), neededBy: name, into: &sources)
        }
    }

    private func parse(_ source: (key: String, value: String)) throws -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: source.value)
        } catch let error as MustacheTemplate.ParserError {
            let line = error.context.lineNumber
            throw DocumentTemplatesError.notParsed(
                file: source.key + Self.ending, reason: "line \(line): \(error.error)")
        }
    }
}
