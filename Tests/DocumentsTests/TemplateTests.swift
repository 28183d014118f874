import Documents
import Foundation
import Testing

/// What a faulty installation says, and versions.
@Suite struct TemplateTests {
    @Test func aMissingTemplateIsNamed() throws {
        try withCopy { directory in
            try FileManager.default.removeItem(atPath: "\(directory)/invoice/1/en.html.mustache")
            #expect(throws: DocumentTemplatesError.missing(file: "invoice/1/en.html.mustache", neededBy: nil)) {
                try DocumentTemplates(directory: directory)
            }
        }
    }

    @Test func aMissingPartialIsNamedWithWhatNeedsIt() throws {
        try withCopy { directory in
            try FileManager.default.removeItem(atPath: "\(directory)/shared/1/style.html.mustache")
            let error = #expect(throws: DocumentTemplatesError.self) {
                try DocumentTemplates(directory: directory)
            }
            let text = error?.description ?? ""
            #expect(text.contains("shared/1/style.html.mustache is missing; shared/1/"))
        }
    }

    @Test func aTemplateThatDoesNotParseIsNamed() throws {
        try withCopy { directory in
            try "<p>\n{{#note}}".write(
                toFile: "\(directory)/order/1/vi.html.mustache", atomically: true, encoding: .utf8)
            let error = #expect(throws: DocumentTemplatesError.self) {
                try DocumentTemplates(directory: directory)
            }
            #expect(error?.description.hasPrefix("order/1/vi.html.mustache is no template: line ") == true)
        }
    }

    @Test func aDirectoryThatIsNotThereIsAMissingTemplate() {
        #expect(throws: DocumentTemplatesError.self) { try DocumentTemplates(directory: "/nowhere") }
    }

    @Test func anOldVersionIsKeptBesideTheNewest() throws {
        try withCopy { directory in
            try FileManager.default.createDirectory(
                atPath: "\(directory)/order/10", withIntermediateDirectories: true)
            for language in DocumentLanguage.allCases {
                let file = "\(directory)/order/10/\(language.rawValue).html.mustache"
                try "tenth {{number}}".write(toFile: file, atomically: true, encoding: .utf8)
            }
            let templates = try DocumentTemplates(directory: directory)
            let order = try Samples.order()
            #expect(templates.newest(.order) == 10 && templates.newest(.reminder) == 1)
            #expect(try templates.html(order, version: nil, language: .vi) == "tenth ĐH-2026-0042")
            #expect(try templates.html(order, version: 1, language: .vi) == Rendering.html(order, version: 1))
            #expect(throws: DocumentTemplatesError.unknownVersion(.order, 3)) {
                try templates.html(order, version: 3, language: .vi)
            }
        }
    }

    @Test(.timeLimit(.minutes(5))) func aThousandLinesArePrinted() throws {
        let templates = try DocumentTemplates(directory: Rendering.directory)
        var document = try Samples.order()
        document.content = .order(PrintedOrder(goods: try Samples.many(1000)))
        let html = try templates.html(document, version: nil, language: .vi)
        #expect(html.split(separator: "<td class=\"mid\">1000</td>").count == 2)
    }

    private func withCopy(_ body: (String) throws -> Void) throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: Rendering.directory, toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try body(copy)
    }
}
