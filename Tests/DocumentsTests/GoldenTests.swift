import Documents
import Foundation
import Testing

/// Each document as a whole against a file that was looked at; `QUEN_UPDATE_GOLDEN=1` writes the files anew.
@Suite struct GoldenTests {
    @Test(arguments: Rendering.all, [1, 2, 3])
    func aDocumentIsPrintedAsBefore(of: (DocumentKind, DocumentLanguage), version: Int) throws {
        let (kind, language) = of
        guard try version <= Rendering.newest(kind) else { return }
        let html = try Rendering.html(try Samples.full(kind), language, version: version)
        let name = version == 1 ? kind.rawValue : "\(kind.rawValue).\(version)"
        let file = Rendering.folder.appending(path: "golden/\(name).\(language.rawValue).html")
        if ProcessInfo.processInfo.environment["QUEN_UPDATE_GOLDEN"] == "1" {
            try html.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        guard html != golden else { return }
        let lines = zip(html.split(separator: "\n"), golden.split(separator: "\n"))
        let first = lines.first { $0 != $1 }
        Issue.record("\(file.lastPathComponent) differs: \(first?.0 ?? "length") / \(first?.1 ?? "length")")
    }
}
