import Foundation

/// How Vietnamese text is compared when tones and case do not matter: `Đỗ Thị Ý` and `do thi y` fold alike, composed or
/// decomposed, and so do `hoà` and `hòa` (CUS-14).
public enum TextFolding: Sendable {
    /// Lower case, without combining marks, `đ` as `d`.
    public static func fold(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark: continue
            default: break
            }
            switch scalar {
            case "đ", "Đ": folded.append("d")
            default: folded.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(folded)
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
