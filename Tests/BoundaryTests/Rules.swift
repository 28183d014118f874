/// The rules of the house, each a function from a file to its faults.
enum Rules {
    /// Everything that holds for one file.
    static func faults(in file: SourceFile) -> [Fault] {
        imports(file) + names(file) + size(file) + unsafety(file) + traps(file) + exports(file)
    }

    /// The table "who may import whom".
    static func imports(_ file: SourceFile) -> [Fault] {
        guard isProduct(file) || file.path.hasPrefix("Tests/TestKit/") else { return [] }
        guard let allowed = ImportTable.allowed(at: file.components) else {
            return [Fault(path: file.path, line: 1, reason: "no row of the import table covers this folder")]
        }
        return file.imports.filter { !allowed.contains($0.module) }.map {
            Fault(path: file.path, line: $0.line, reason: "may not import \($0.module)")
        }
    }

    /// Both modules have a type `Configuration`, and a file that imports both is read wrongly sooner or later.
    static func names(_ file: SourceFile) -> [Fault] {
        guard let first = file.imports.first(where: { $0.module == "Configuration" }),
            file.imports.contains(where: { $0.module == "GRDB" })
        else { return [] }
        return [Fault(path: file.path, line: first.line, reason: "imports both Configuration and GRDB")]
    }

    static func size(_ file: SourceFile) -> [Fault] {
        let limit = file.path == "Package.swift" ? 200 : 400
        guard file.lineCount > limit else { return [] }
        return [Fault(path: file.path, line: limit + 1, reason: "has \(file.lineCount) lines, more than \(limit)")]
    }

    /// Only the bridge to the C library may promise what the compiler cannot check.
    static func unsafety(_ file: SourceFile) -> [Fault] {
        guard !file.path.hasPrefix("Shared/Messaging/Rabbit/") else { return [] }
        return forbidden(
            #"(@unchecked\s+Sendable|nonisolated\s*\(\s*unsafe\s*\))"#, in: file, "outside Shared/Messaging/Rabbit")
    }

    /// A service answers a fault; it does not die of it.
    static func traps(_ file: SourceFile) -> [Fault] {
        guard isProduct(file) else { return [] }
        return forbidden(#"(?<![\w.`])(try!|as!|fatalError\s*\()"#, in: file, "in a service or shared module")
    }

    /// An exported import would carry a module through every boundary.
    static func exports(_ file: SourceFile) -> [Fault] {
        forbidden(#"(@_exported\b)"#, in: file, "anywhere")
    }

    /// Nothing else stands at the top of the repository; what is generated is not looked at.
    static func topLevel(_ entries: [String]) -> [Fault] {
        let ours: Set = [
            "Package.swift", "README.md", "Services", "Shared", "Tests", "compose", ".ci", ".swift-format",
            ".gitignore",
        ]
        let generated: Set = ["Package.resolved", ".git", ".quen", ".venv", ".swiftpm", ".DS_Store"]
        return entries.filter { !ours.contains($0) && !generated.contains($0) && !$0.hasPrefix(".build") }.map {
            Fault(path: $0, line: 1, reason: "does not belong at the top of the repository")
        }
    }

    private static func isProduct(_ file: SourceFile) -> Bool {
        file.path.hasPrefix("Shared/") || file.path.hasPrefix("Services/")
    }

    private static func forbidden(_ pattern: String, in file: SourceFile, _ place: String) -> [Fault] {
        file.matches(of: pattern).map {
            Fault(path: file.path, line: $0.line, reason: "`\($0.module)` may not stand \(place)")
        }
    }
}
