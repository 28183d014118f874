import Foundation
import Messages
import Testing

/// CUS-14.
@Suite struct TextFoldingTests {
    @Test(arguments: [
        ("Đỗ Thị Ý", "do thi y"), ("NGUYỄN VĂN ÂN", "nguyen van an"), ("hoà", "hoa"), ("hòa", "hoa"),
        ("Trường Sa – Hoàng Sa", "truong sa – hoang sa"), ("ươ ƯƠ", "uo uo"), ("ắằẳẵặ ấầẩẫậ", "aaaaa aaaaa"),
        ("", ""), ("Café 24h", "cafe 24h"), ("İ", "i"), ("日本", "日本"), ("e\u{301}\u{323}", "e"),
    ])
    func textsFold(text: String, folded: String) {
        #expect(TextFolding.fold(text) == folded)
        #expect(TextFolding.fold(text.decomposedStringWithCanonicalMapping) == folded)
        #expect(TextFolding.fold(text.precomposedStringWithCanonicalMapping) == folded)
        #expect(TextFolding.fold(folded) == folded)
    }

    /// Alone and beside others: the two are folded in different ways.
    @Test(arguments: 0...127 as ClosedRange<UInt8>)
    func asciiOnlyLosesItsCase(byte: UInt8) {
        let text = String(Unicode.Scalar(byte))
        #expect(TextFolding.fold(text) == text.lowercased())
        #expect(TextFolding.fold("ữ" + text + "Đ") == "u" + text.lowercased() + "d")
    }

    @Test(arguments: [
        ("Công ty TNHH-Hoa  Sen (Hà Nội)", ["cong", "ty", "tnhh", "hoa", "sen", "ha", "noi"]), ("  ", []),
        ("024.3826/1234", ["024", "3826", "1234"]), ("a@b.vn", ["a", "b", "vn"]),
    ])
    func wordsAreSplitAtWhatIsNeitherLetterNorDigit(text: String, words: [String]) {
        #expect(TextFolding.words(text) == words)
    }
}
