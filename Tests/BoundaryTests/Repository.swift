import Foundation

/// The checkout that these tests were compiled from.
struct Repository {
    let root: URL

    init(thisFile: String = #filePath) {
        root = URL(fileURLWithPath: thisFile).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }

    func entries() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.path)
    }

    func text(of path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Every Swift file of the package, its manifest included.
    func sources() throws -> [SourceFile] {
        let places = try ["Shared", "Services", "Tests"].flatMap { top in
            try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(top).path).map {
                "\(top)/\($0)"
            }
        }
        return try (["Package.swift"] + places).filter { $0.hasSuffix(".swift") }.map { path in
            SourceFile(path: path, text: try text(of: path))
        }
    }
}
