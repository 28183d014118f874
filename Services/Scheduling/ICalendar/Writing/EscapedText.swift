/// `TEXT` values (RFC 5545 §3.3.11).
enum EscapedText {
    static func encode(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
            case "\n" where previous == "\r": break
            case "\n", "\r": result.append(contentsOf: ["\\", "n"])
            case _ where scalar.isControl: break
            default: result.append(scalar)
            }
            previous = scalar
        }
        return String(result)
    }

    static func decode(_ text: some StringProtocol) -> String {
        split(text, at: nil)[0]
    }

    /// Values in a list are separated by commas that are not escaped, as in `CATEGORIES`.
    static func decodeList(_ text: some StringProtocol) -> [String] {
        split(text, at: ",").filter { !$0.isEmpty }
    }

    private static func split(_ text: some StringProtocol, at separator: Unicode.Scalar?) -> [String] {
        var parts = [String.UnicodeScalarView()]
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                parts[parts.count - 1].append(scalar == "n" || scalar == "N" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == separator {
                parts.append(String.UnicodeScalarView())
            } else {
                parts[parts.count - 1].append(scalar)
            }
        }
        return parts.map { String($0) }
    }
}

extension Unicode.Scalar {
    /// Not allowed in a line (RFC 5545 §3.1, `CONTROL`); the tab is.
    var isControl: Bool {
        (value < 0x20 && value != 0x09) || value == 0x7F
    }
}
