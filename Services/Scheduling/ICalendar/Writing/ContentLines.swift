/// Collects the lines of a file: folded, with CRLF (RFC 5545 §3.1).
struct ContentLines {
    private(set) var text = ""

    /// - Parameter value: already escaped as its type wants it.
    mutating func add(_ name: String, _ parameters: [(name: String, value: String)] = [], value: String) {
        let head = parameters.reduce(name) { "\($0);\($1.name)=\(ParameterValue.encode($1.value))" }
        fold(head + ":" + value)
    }

    mutating func add(_ name: String, text: String?) {
        if let text, !text.isEmpty { add(name, value: EscapedText.encode(text)) }
    }

    /// At most 75 octets to a line without its end, never cut inside a character of UTF-8. Control characters are left
    /// out: a line end inside a name or an address would let whoever typed it add lines of his own.
    private mutating func fold(_ line: String) {
        var length = 0
        for scalar in line.unicodeScalars where !scalar.isControl {
            let size = UTF8.width(scalar)
            if length + size > 75 {
                text += "\r\n "
                length = 1
            }
            text.unicodeScalars.append(scalar)
            length += size
        }
        text += "\r\n"
    }
}
