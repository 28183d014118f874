import Foundation

/// How Vietnamese text is compared when tones and case do not matter: `Đỗ Thị Ý` and `do thi y` fold alike, composed or
/// decomposed, and so do `hoà` and `hòa` (CUS-14).
public enum TextFolding: Sendable {
    /// Lower case, without combining marks, `đ` as `d`.
    public static func fold(_ text: String) -> String {
        // Most of what is folded is ASCII, and nearly all of Vietnamese is once its marks stand apart.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return String(decoding: text.utf8.map(lowercased), as: UTF8.self) }
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            if scalar.isASCII {
                folded.append(Unicode.Scalar(lowercased(UInt8(scalar.value))))
            } else if scalar == "đ" || scalar == "Đ" {
                folded.append("d")
            } else if scalar.properties.generalCategory != .nonspacingMark {
                folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(folded)
    }

    private static func lowercased(_ ascii: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= ascii ? ascii | 0x20 : ascii
    }

    /// In the order of their names as a reader looks for them, `Đỗ` among the d; alike ones stay in their order.
    public static func sorted<Element>(_ elements: [Element], by name: (Element) -> String) -> [Element] {
        elements.enumerated().map { (fold(name($1)), $0, $1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// Folded, with every run of characters that are neither letters nor digits made one space.
    public static func words(_ text: String) -> [String] {
        fold(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
