import Foundation
import Messages
import TestKit
import Testing

@testable import Operator

@Suite struct SchemaSourceTests {
    private let folder = NSTemporaryDirectory() + "quen-schemas-" + UUID().uuidString

    private func write(_ text: String, to path: String) throws {
        let file = URL(filePath: folder + "/" + path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private static let old = #"{"properties": {"a": {"type": "string"}}, "required": ["a"]}"#

    @Test func theRepositorysOwnSchemasBreakNothing() throws {
        let kept = try SchemaSource.folder(ServiceUnderTest.repositoryRoot)
        #expect(kept.paths.count > 100)
        #expect(try ContractFiles.schemas().breakingChanges(since: kept).isEmpty)
    }

    @Test func aFolderIsReadWithOrWithoutItsPlaceInTheRepository() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write(Self.old, to: "x.y.z/1.0.json")
        #expect(try SchemaSource.folder(folder).paths == ["x.y.z/1.0.json"])
        try write(Self.old, to: "Shared/Messages/Schemas/a.b.c/1.0.json")
        #expect(try SchemaSource.named(folder, repository: ".").paths == ["a.b.c/1.0.json"])
    }

    @Test func whatIsNoFolderAndNoRefIsRefused() {
        #expect(throws: OperatorError.self) { try SchemaSource.folder("/proc/none") }
        #expect(throws: OperatorError.self) { try SchemaSource.named("--output=x", repository: ".") }
        #expect(throws: OperatorError.self) { try SchemaSource.named("no-such-ref", repository: "/") }
    }
}
