import Foundation
import Messages
import Testing

/// MSG-2: what is committed is what the code says.
@Suite struct ContractFilesTests {
    /// With `QUEN_RENDER=1` the files are written instead. Files of earlier versions are never touched.
    @Test("committed contracts equal the code") func committedContractsEqualTheCode() throws {
        let rendered = try ContractFiles.render()
        if ProcessInfo.processInfo.environment["QUEN_RENDER"] == "1" {
            for (path, text) in rendered { try write(text, to: path) }
            print("QUEN_RENDER=1: wrote \(rendered.count) files below \(Folders.messages.path); nothing was compared")
            return
        }
        for (path, text) in rendered.sorted(by: { $0.key < $1.key }) {
            let committed = try? String(contentsOf: Folders.messages.appending(path: path), encoding: .utf8)
            // Compared here, as the test's report would show both files whole.
            let isEqual = committed == text
            #expect(isEqual, "\(path) differs: run this test with QUEN_RENDER=1 and look at the difference")
        }
    }

    private func write(_ text: String, to path: String) throws {
        let file = Folders.messages.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    @Test func renderingTwiceGivesTheSameBytes() throws {
        #expect(try ContractFiles.render() == ContractFiles.render())
    }

    @Test func everyMessageHasItsSchemaAndItsSample() throws {
        let files = try ContractFiles.render()
        let types = Catalogue.types + Catalogue.inbound.map { $0.type } + Catalogue.auditTypes
        let others = ["inbound.accepted/1.0", "inbound.rejected/1.0", "copies.audit.requested/1.0"]
        for name in types.map({ "\($0.name)/\($0.major).\($0.minor)" }) + others {
            #expect(files["Schemas/\(name).json"] != nil, "\(name)")
            #expect(files["Samples/\(name).json"] != nil, "\(name)")
        }
    }
}
