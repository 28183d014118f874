/// A property as it stands in the file (`contentline`, RFC 5545 §3.1).
struct ContentLine {
    /// In capitals.
    let name: String
    /// By their names in capitals; of a repeated one the first.
    let parameters: [String: String]
    /// Not unescaped yet.
    let value: String
    let line: Int

    /// - Throws: the fault of the line, if it is not of that form.
    init(_ raw: RawLine) throws(ReadProblem) {
        line = raw.number
        guard let text = String(validating: raw.bytes, as: UTF8.self) else {
            throw ReadProblem(line: line, fault: .notUTF8)
        }
        let scalars = text.unicodeScalars
        guard let nameEnd = scalars.firstIndex(where: { $0 == ":" || $0 == ";" }), nameEnd != scalars.startIndex,
            let valueStart = Self.valueStart(in: scalars[nameEnd...])
        else { throw ReadProblem(line: line, fault: .malformedLine) }
        name = text[..<nameEnd].uppercased()
        parameters = Self.parameters(scalars[nameEnd..<valueStart])
        value = String(text[scalars.index(after: valueStart)...])
    }

    /// The first colon that is not inside quotes.
    private static func valueStart(in scalars: Substring.UnicodeScalarView) -> String.Index? {
        var isQuoted = false
        return scalars.indices.first { index in
            if scalars[index] == "\"" { isQuoted.toggle() }
            return !isQuoted && scalars[index] == ":"
        }
    }

    private static func parameters(_ scalars: Substring.UnicodeScalarView) -> [String: String] {
        var isQuoted = false
        let parts = scalars.split { scalar in
            if scalar == "\"" { isQuoted.toggle() }
            return !isQuoted && scalar == ";"
        }
        let pairs = parts.map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = sides.count == 2 ? sides[1].filter { $0 != "\"" } : []
            return (String(sides[0]).uppercased(), ParameterValue.decode(String(String.UnicodeScalarView(value))))
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

extension ContentLine {
    /// The name in capitals without reading the rest, to tell soon what is of no interest.
    static func name(of raw: RawLine) -> String {
        let end = raw.bytes.prefix(64).firstIndex { $0 == 0x3A || $0 == 0x3B }
        return String(decoding: raw.bytes[..<(end ?? raw.bytes.startIndex)], as: UTF8.self).uppercased()
    }

    func bad() -> ReadProblem {
        ReadProblem(line: line, fault: .badValue(property: name))
    }
}
