import Documents
import Foundation
import Testing

/// Text from outside never becomes markup, whatever field it is in.
@Suite struct EscapingTests {
    /// Every text of the document is another script, so a field that is not printed shows up as well.
    @Test(arguments: Rendering.all)
    func everyTextIsEscaped(kind: DocumentKind, language: DocumentLanguage) throws {
        var texts = HostileTexts { "<script>\($0)</script>\"'&" }
        let html = try Rendering.html(texts.document(kind), language)
        #expect(!html.contains(#/<script|<\/script/#.ignoresCase()))
        for number in 1...texts.count where !html.contains("&lt;script&gt;\(number)&lt;/script&gt;&quot;&#39;&amp;") {
            Issue.record("text \(number) is not printed")
        }
    }

    /// U+0600 joins with what follows it and U+0301 with what is before it to one character.
    @Test(arguments: Rendering.all)
    func markupHiddenInACharacterIsEscaped(kind: DocumentKind, language: DocumentLanguage) throws {
        var texts = HostileTexts { "\u{0600}<script>\($0)\u{0600}<\u{0301}/script>\u{0}" }
        let html = try Rendering.html(texts.document(kind), language)
        let scalars = String(String.UnicodeScalarView(html.unicodeScalars.filter(\.isASCII)))
        #expect(!scalars.contains("<script") && !scalars.contains("</script") && !scalars.contains("\0"))
    }

    @Test func aTextCannotTurnTheRestOfItsLineRound() throws {
        var document = try Samples.order()
        document.note = "Nhận\u{202E} 1.234\u{2066}\r\nđồng"
        #expect(try Rendering.text(document).contains("Nhận 1.234\r\nđồng"))
    }

    @Test func tagsOfTheTemplateLanguageAreOnlyText() throws {
        var document = try Samples.order()
        document.note = "{{number}} {{{number}}} {{#lines}}{{> order/1/vi}}"
        #expect(try Rendering.text(document).contains("{{number}} {{{number}}} {{#lines}}{{> order/1/vi}}"))
    }

    @Test(arguments: Rendering.all)
    func nothingIsLoadedAndNothingRuns(kind: DocumentKind, language: DocumentLanguage) throws {
        let html = try Rendering.html(try Samples.full(kind), language)
        #expect(!html.contains(#/<script|<link|<img|<iframe|src=|href=|url\(|@import|\son\w+=|http/#.ignoresCase()))
    }
}
