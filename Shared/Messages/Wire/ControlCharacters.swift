import Foundation

/// Characters that no text from outside may hold: all control characters but tab and line breaks.
///
/// SQLite's C interface ends a text at U+0000, so the rest would be gone without a word; XML, of which e-invoices are made,
/// can hold none of those below a space; terminals and spreadsheets act on them; nobody sees them.
public enum ControlCharacter: Sendable {
    /// The first one in `text`.
    public static func first(in text: some StringProtocol) -> Unicode.Scalar? {
        text.unicodeScalars.first(where: isOne)
    }

    static func isOne(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F...0x9F: true
        default: false
        }
    }

    /// `U+0000`
    public static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension WireFault {
    /// What is wrong with a text that holds `character`.
    public init(control character: Unicode.Scalar, path: String) {
        let name = ControlCharacter.name(character)
        self.init(
            code: "control-character", path: path,
            reason: Bilingual(en: "holds the control character \(name)", vi: "có ký tự điều khiển \(name)"),
            details: ["character": name],
            hint: Bilingual(
                en: "Take it out: of these only tab and line breaks may stand in a text.",
                vi: "Hãy xóa ký tự này: trong số đó chỉ dùng được tab và xuống dòng."))
    }
}

extension JSONText {
    /// Refuses a control character in any text or name.
    func refuseControlCharacters() throws(WireFault) {
        guard mayHoldControlCharacters else { return }
        try refuseControlCharacters(at: 0, path: "$")
    }

    /// As bytes they cannot stand in JSON below a space: there is an escape, DEL, or the first byte of those from U+0080.
    private var mayHoldControlCharacters: Bool {
        bytes.contains { $0 == UInt8(ascii: "\\") || $0 == 0x7F || $0 == 0xC2 }
    }

    private func refuseControlCharacters(at node: Int, path: String) throws(WireFault) {
        if let character = string(node).flatMap({ ControlCharacter.first(in: $0) }) {
            throw WireFault(control: character, path: path)
        }
        for part in parts(of: node, path: path) {
            // The name cannot be shown.
            if let character = part.name.flatMap({ ControlCharacter.first(in: $0) }) {
                throw WireFault(control: character, path: path)
            }
            try refuseControlCharacters(at: part.node, path: part.path)
        }
    }
}

extension ReceivedMessage {
    /// Refuses a control character in any text of the message, read or not.
    public func refuseControlCharacters() throws(WireFault) { try text.refuseControlCharacters() }
}
